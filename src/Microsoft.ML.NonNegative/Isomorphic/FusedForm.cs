using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>z = (W+ - W-) x + alpha sum W- - lo sum (W+ - W-) + b' - c: the z of the split form, with the same gradients, at the cost of one signed layer.</summary>
/// <param name="description">What the layer computes.</param>
/// <param name="encoding">lo and alpha.</param>
internal sealed class FusedForm(WeightedLayer description, SignalEncoding encoding)
{
    // TorchSharp keeps no reference to a Scalar while native code reads it: one made for a call can be finalised during it.
    private static readonly Scalar One = 1;
    private readonly Scalar _rotation = encoding.Rotation;
    private readonly Scalar _lower = encoding.Lower;

    /// <summary>z.</summary>
    public Tensor Apply(Tensor input, Tensor positive, Tensor negative, Tensor bias, Tensor offset)
    {
        using var scope = NewDisposeScope();
        var weight = positive.sub(negative);
        return description.Apply(input, weight.As(input.dtype), Shift(weight, negative, bias, offset).As(input.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>What is added to (W+ - W-) x, one number an output.</summary>
    public Tensor Shift(Tensor weight, Tensor negative, Tensor bias, Tensor offset)
    {
        var shift = negative.flatten(1).sum(1).mul(_rotation).add(bias, One).sub(offset);
        return encoding.Lower == 0 ? shift : shift.sub(weight.flatten(1).sum(1).mul(_lower));
    }
}
