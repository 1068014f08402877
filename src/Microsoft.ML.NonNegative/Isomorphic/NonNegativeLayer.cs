using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>One layer of a non-negative network: W+, W- and b' >= 0, with signals x^, alpha - x^ and z' >= 0.</summary>
/// <remarks>
/// Two forms with the same parameters. The split form, z' = W+ x^ + W- (alpha - x^) + b', is what hardware holds; checks, scoring and export use it.
/// The fused form, z = (W+ - W-) x + alpha sum W- - lo sum (W+ - W-) + b' - c, gives the same z and the same gradients at the cost of one signed
/// layer; training uses it.
/// </remarks>
internal sealed class NonNegativeLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter positive;
    private readonly Parameter negative;
    private readonly Parameter bias;

    /// <param name="description">What the layer computes.</param>
    /// <param name="encoding">What its signals stand for.</param>
    /// <param name="positiveWeights">W+; taken over.</param>
    /// <param name="negativeWeights">W-; taken over.</param>
    /// <param name="shiftedBias">b'; taken over.</param>
    public NonNegativeLayer(WeightedLayer description, SignalEncoding encoding, Tensor positiveWeights, Tensor negativeWeights, Tensor shiftedBias)
        : base(nameof(NonNegativeLayer))
    {
        Description = description;
        Encoding = encoding;
        positive = positiveWeights.ToParameter();
        negative = negativeWeights.ToParameter();
        bias = shiftedBias.ToParameter();
        RegisterComponents();
    }

    public WeightedLayer Description { get; }

    public SignalEncoding Encoding { get; }

    /// <summary>W+.</summary>
    public Parameter Positive => positive;

    /// <summary>W-.</summary>
    public Parameter Negative => negative;

    /// <summary>b'.</summary>
    public Parameter Bias => bias;

    /// <summary>The fused form: z, the pre-activations of the signed layer.</summary>
    public override Tensor forward(Tensor input)
    {
        var weight = positive.sub(negative);
        var shift = negative.flatten(1).sum(1).mul(Encoding.Rotation).add(bias).sub(Encoding.Offset);
        if (Encoding.Lower != 0)
            shift = shift.sub(weight.flatten(1).sum(1).mul(Encoding.Lower));
        return Description.Apply(input, weight, shift);
    }

    /// <summary>The split form: x^, alpha - x^ and z', as light would carry them.</summary>
    public SplitSignals Split(Tensor input)
    {
        var direct = Encoding.Lower == 0 ? input : input.sub(Encoding.Lower);
        var rotated = direct.neg().add_(Encoding.Rotation);
        var shifted = Description.Apply(direct, positive, bias, Encoding.DirectPadding)
            .add_(Description.Apply(rotated, negative, bias: null, Encoding.RotatedPadding));
        return new SplitSignals(direct, rotated, shifted);
    }

    /// <summary>g_c(z') = g(z' - c): the only place where the offset is taken off again.</summary>
    public Tensor Activate(Tensor shifted)
    {
        var z = shifted.sub(Encoding.Offset);
        return Description.Activation?.Apply(z) ?? z;
    }

    public NonNegativeLayer Copy() => new(Description, Encoding, positive.DetachedClone(), negative.DetachedClone(), bias.DetachedClone());
}

/// <summary>The signals of one layer in the split form; none is negative.</summary>
/// <param name="Direct">x^.</param>
/// <param name="Rotated">alpha - x^.</param>
/// <param name="Shifted">z' = z + c.</param>
internal readonly record struct SplitSignals(Tensor Direct, Tensor Rotated, Tensor Shifted);
