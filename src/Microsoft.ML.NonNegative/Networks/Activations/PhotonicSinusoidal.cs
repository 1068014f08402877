using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The response of a Mach-Zehnder modulator: g(z) = sin^2(pi/2 * clamp(z, 0, 1)), in [0, 1].</summary>
/// <remarks>Source: Passalis et al., IEEE TETCI 2021; the setting of arXiv 2310.01084.</remarks>
public sealed class PhotonicSinusoidal : Activation
{
    // TorchSharp keeps no reference to a Scalar while native code reads it: one made for a call can be finalised during it.
    private static readonly Scalar Zero = 0;
    private static readonly Scalar One = 1;
    private static readonly Scalar Half = 0.5;
    private static readonly Scalar MinusHalf = -0.5;
    private static readonly Scalar Pi = Math.PI;
    private static readonly Scalar HalfPi = Math.PI / 2;

    internal PhotonicSinusoidal()
        : base("sinusoidal", minimum: 0, maximum: 1)
    {
    }

    /// <inheritdoc/>
    public override double SensitiveMean => 0.4;

    /// <inheritdoc/>
    public override double SensitiveDeviation => 0.35;

    /// <inheritdoc/>
    /// <remarks>
    /// Computed as (1 - cos(a)) / 2 with the angle a = pi * clamp(z, 0, 1), and differentiated as pi/2 * max(sin(a), 0), which is 0 where z was clamped (pi rounded up has a negative sine): half as many passes over
    /// memory as by the derivatives of clamp, sine and square, and an activation costs little but those.
    /// </remarks>
    public override Tensor Apply(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        return is_grad_enabled() ? Function.apply(preActivation) : Response(Angle(preActivation));
    }

    /// <inheritdoc/>
    /// <remarks>pi/2 * sin(pi z) between 0 and 1, else 0.</remarks>
    public override Tensor Derivative(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        return Slope(Angle(preActivation)).MoveToOuterDisposeScope();
    }

    private static Tensor Slope(Tensor angle) => angle.sin().clamp_(min: Zero).mul_(HalfPi);

    private static Tensor Angle(Tensor preActivation) => preActivation.clamp(Zero, One).mul_(Pi);

    private static Tensor Response(Tensor angle) => angle.cos().mul_(MinusHalf).add_(Half, One);

    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(PhotonicSinusoidal);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var angle = Angle((Tensor)vars[0]);
            ctx.save_for_backward([angle]);
            return Response(angle);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = NewDisposeScope();
            return [Slope(ctx.get_saved_variables()[0]).mul_(grad_output).MoveToOuterDisposeScope()];
        }
    }
}
