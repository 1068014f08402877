namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>How a step is computed. All ways give the same result, to rounding.</summary>
public enum StepPath
{
    /// <summary>The fastest that a parameter allows.</summary>
    Automatic,

    /// <summary>One vectorised pass over memory, on several threads: contiguous single-precision parameters on the CPU, and built-in rules and directions.</summary>
    /// <remarks>Autograd does not see it: a graph that was retained over the step gives gradients for the new weights, without an error.</remarks>
    Fused,

    /// <summary>All contiguous parameters of a kind lie in one storage, and a fixed number of tensor operations updates them: the way on CUDA.</summary>
    /// <remarks>
    /// At their first step parameters and gradients move into that storage: tensors taken from them before no longer share their memory, and torch.save of one writes the storage of all
    /// (Module.save does not). A parameter that the loss does not reach counts as one with gradient 0, once the optimizer's own zero_grad was called.
    /// </remarks>
    Flat,

    /// <summary>Tensor operations for each parameter: everything.</summary>
    Tensors,
}
