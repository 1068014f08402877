using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A non-negative layer with W+ = s(v+), W- = s(v-) and b' = s(v_b).</summary>
internal sealed class ReparameterizedLayer : nn.Module<Tensor, Tensor>
{
    private const double Least = 1e-4;
    private const double SigmoidHeadroom = 2;

    private readonly Parameter positive;
    private readonly Parameter negative;
    private readonly Parameter bias;
    private readonly Tensor offset;
    private readonly WeightedLayer _description;
    private readonly SignalEncoding _encoding;
    private readonly FusedForm _fused;
    private readonly Reparameterization _function;
    private readonly (double Positive, double Negative, double Bias) _scales;

    /// <summary>Starts where <paramref name="layer"/> stands.</summary>
    public ReparameterizedLayer(NonNegativeLayer layer, Reparameterization function)
        : base(nameof(ReparameterizedLayer))
    {
        using var withoutGradients = no_grad();
        (_description, _encoding, _function) = (layer.Description, layer.Encoding, function);
        _fused = new FusedForm(_description, _encoding);
        _scales = (ScaleOf(layer.Positive), ScaleOf(layer.Negative), ScaleOf(layer.Bias));
        positive = Inverse(layer.Positive, _scales.Positive);
        negative = Inverse(layer.Negative, _scales.Negative);
        bias = Inverse(layer.Bias, _scales.Bias);
        offset = layer.Offset.DetachedClone();
        RegisterComponents();
    }

    /// <summary>z, by the fused form.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _fused.Apply(input, Theta(positive, _scales.Positive), Theta(negative, _scales.Negative), Theta(bias, _scales.Bias), offset).MoveToOuterDisposeScope();
    }

    /// <summary>The layer as it stands.</summary>
    public NonNegativeLayer ToNonNegative()
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        return new NonNegativeLayer(_description, _encoding, Theta(positive, _scales.Positive).DetachedClone(), Theta(negative, _scales.Negative).DetachedClone(), Theta(bias, _scales.Bias).DetachedClone(), offset.DetachedClone());
    }

    private double ScaleOf(Tensor theta)
    {
        using var largest = theta.max();
        using var wide = largest.to(float64, copy: true);
        return _function == Reparameterization.Sigmoid ? SigmoidHeadroom * Math.Max(wide.item<double>(), Least) : 1;
    }

    private Tensor Theta(Tensor v, double scale) => _function switch
    {
        Reparameterization.Absolute => v.abs(),
        Reparameterization.Square => v.square(),
        Reparameterization.Softplus => nn.functional.softplus(v),
        _ => v.sigmoid().mul(scale),
    };

    private Parameter Inverse(Tensor theta, double scale)
    {
        using var scope = NewDisposeScope();
        return (_function switch
        {
            Reparameterization.Absolute => theta,
            Reparameterization.Square => theta.clamp(min: Least).sqrt(),
            Reparameterization.Softplus => theta.clamp(min: Least).expm1().log(),
            _ => theta.clamp(min: Least * scale).reciprocal().mul(scale).sub(1).log().neg(),
        }).DetachedClone().ToParameter();
    }
}
