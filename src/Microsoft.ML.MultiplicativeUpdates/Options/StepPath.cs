namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>How a step is computed. All ways give the same result, to rounding.</summary>
public enum StepPath
{
    /// <summary>The fastest that a parameter allows.</summary>
    Automatic,

    /// <summary>One vectorised pass over memory, on several threads: contiguous single-precision parameters on the CPU, and built-in rules and directions.</summary>
    Fused,

    /// <summary>All parameters of a kind lie in one storage, and a fixed number of tensor operations updates them: the way on CUDA.</summary>
    Flat,

    /// <summary>Tensor operations for each parameter: everything.</summary>
    Tensors,
}
