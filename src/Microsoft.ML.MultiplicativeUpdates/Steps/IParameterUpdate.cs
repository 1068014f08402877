using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Steps;

/// <summary>An optimizer's equation, in tensor operations.</summary>
internal interface IParameterUpdate
{
    /// <summary>What happens to gradient and parameter before the equation.</summary>
    GradientPreparation Prepare(TrainedParameter trained, double scale, double bound);

    /// <summary>theta_{t-1} to theta_t, in place.</summary>
    /// <param name="trained">Whose turn it is; its state's step is t.</param>
    /// <param name="parameter">theta, or the single-precision copy that stands for it.</param>
    /// <param name="gradient">g_t, prepared; not to be changed.</param>
    void Apply(TrainedParameter trained, Tensor parameter, Tensor gradient);
}
