using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A layer without weights that passes signals on: flattening, pooling, or one of your own.</summary>
/// <remarks>
/// A non-negative network keeps such a layer as it is, on condition that it turns signals of a range into signals of a known range without negative numbers.
/// Derive from this record for a layer of your own; model files can hold only the library's.
/// </remarks>
public abstract record SignalLayer : LayerDescription
{
    /// <summary>Whether f(x - a) = f(x) - a for every number a, as for pooling: such a layer can follow inputs that do not start at 0.</summary>
    /// <value>Default: false.</value>
    public virtual bool CommutesWithShifts => false;

    /// <summary>The output's range for inputs in <paramref name="input"/>, or null where there is none that a non-negative network could use.</summary>
    /// <param name="input">The range of the signals that reach the layer.</param>
    public abstract SignalRange? OutputRange(SignalRange input);

    /// <summary>The layer's outputs, differentiable.</summary>
    /// <param name="input">[batch, ...]; not to be changed.</param>
    public abstract Tensor Apply(Tensor input);
}
