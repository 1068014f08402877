using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>One layer of a non-negative network: W+, W- and b' >= 0, with signals x^, alpha - x^ and z' >= 0.</summary>
/// <remarks>
/// Two forms with the same parameters. The split form, z' = W+ x^ + W- (alpha - x^) + b', is what hardware holds; checks and export use it.
/// The fused form (<see cref="forward"/>), z = (W+ - W-) x + alpha sum W- - lo sum (W+ - W-) + b' - c, gives the same z and the same gradients at the cost of one
/// signed layer; training and scoring use it.
/// </remarks>
public sealed class NonNegativeLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter positive;
    private readonly Parameter negative;
    private readonly Parameter bias;
    private readonly Tensor offset;

    // TorchSharp keeps no reference to a Scalar while native code reads it: one made for a call can be finalised during it.
    private static readonly Scalar One = 1;
    private readonly Scalar _rotation;
    private readonly FusedForm _fused;

    /// <param name="description">What the layer computes.</param>
    /// <param name="encoding">What its inputs stand for.</param>
    /// <param name="positiveWeights">W+; taken over.</param>
    /// <param name="negativeWeights">W-; taken over.</param>
    /// <param name="shiftedBias">b'; taken over.</param>
    /// <param name="offsets">c, one value or one for each output; taken over.</param>
    internal NonNegativeLayer(WeightedLayer description, SignalEncoding encoding, Tensor positiveWeights, Tensor negativeWeights, Tensor shiftedBias, Tensor offsets)
        : base(nameof(NonNegativeLayer))
    {
        Description = description;
        Encoding = encoding;
        (_rotation, _fused) = (encoding.Rotation, new FusedForm(description, encoding));
        positive = positiveWeights.ToParameter();
        negative = negativeWeights.ToParameter();
        bias = shiftedBias.ToParameter();
        offset = offsets.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>What the layer computes.</summary>
    public WeightedLayer Description { get; }

    /// <summary>What the layer's inputs stand for: lo and alpha.</summary>
    public SignalEncoding Encoding { get; }

    /// <summary>W+, in the shape of the signed weights.</summary>
    public Parameter Positive => positive;

    /// <summary>W-, in the shape of the signed weights.</summary>
    public Parameter Negative => negative;

    /// <summary>b', one an output.</summary>
    public Parameter Bias => bias;

    /// <summary>c, the activation shifting point: one value, or one an output. Not trained.</summary>
    public Tensor Offset => offset;

    /// <summary>The fused form: z, the pre-activations of the signed layer, from x.</summary>
    /// <param name="input">x, [batch, ...].</param>
    public override Tensor forward(Tensor input) => _fused.Apply(input, positive, negative, bias, offset);

    /// <summary>The split form: x^, alpha - x^ and z', as light would carry them.</summary>
    /// <param name="direct">x^ = x - lo.</param>
    internal SplitSignals Split(Tensor direct)
    {
        var rotated = direct.neg().add_(_rotation, One);
        var shifted = Description.Apply(direct, positive, bias, Encoding.DirectPadding)
            .add_(Description.Apply(rotated, negative, bias: null, Encoding.RotatedPadding), One);
        return new SplitSignals(direct, rotated, shifted);
    }

    /// <summary>The signed layer with the same z: W = W+ - W-, b = b' - c + alpha sum W- - lo sum (W+ - W-).</summary>
    internal SignedLayer ToSigned()
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        var shift = _fused.Shift(positive.to(float64).sub(negative), negative.to(float64), bias.to(float64), offset.to(float64));
        return new SignedLayer(Description, positive.sub(negative).DetachFromDisposeScope(), shift.to(bias.dtype, copy: true).DetachFromDisposeScope());
    }

    internal NonNegativeLayer Copy() =>
        new(Description, Encoding, positive.DetachedClone(), negative.DetachedClone(), bias.DetachedClone(), offset.DetachedClone());
}

/// <summary>The signals of one layer in the split form; none is negative.</summary>
/// <param name="Direct">x^.</param>
/// <param name="Rotated">alpha - x^.</param>
/// <param name="Shifted">z' = z + c.</param>
internal readonly record struct SplitSignals(Tensor Direct, Tensor Rotated, Tensor Shifted);
