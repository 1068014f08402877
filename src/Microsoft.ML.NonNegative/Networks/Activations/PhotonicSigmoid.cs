using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>
/// The measured transfer function of an all-optical sigmoid: g(z) = A2 + (A1 - A2) / (1 + exp((z - x0) / d)), in [A1, A2], with
/// A1 = 0.060, A2 = 1.005, x0 = 0.145, d = 0.033.
/// </summary>
/// <remarks>Source: the photonic sigmoid of arXiv 2310.01084.</remarks>
public sealed class PhotonicSigmoid : Activation
{
    private const double Floor = 0.060;
    private const double Ceiling = 1.005;
    private const double Midpoint = 0.145;
    private const double Width = 0.033;

    // TorchSharp keeps no reference to a Scalar while native code reads it: one made for a call can be finalised during it.
    private static readonly Scalar One = 1;
    private static readonly Scalar Centre = Midpoint;
    private static readonly Scalar Steepness = 1 / Width;
    private static readonly Scalar Least = Floor;
    private static readonly Scalar Span = Ceiling - Floor;
    private static readonly Scalar Peak = (Ceiling - Floor) / Width;

    internal PhotonicSigmoid()
        : base("sigmoid", Floor, Ceiling)
    {
    }

    /// <inheritdoc/>
    public override double SensitiveMean => Midpoint;

    /// <inheritdoc/>
    /// <remarks>Several widths d: the slope is steep, and only spread-out units keep passing gradients on.</remarks>
    public override double SensitiveDeviation => 0.15;

    /// <inheritdoc/>
    /// <remarks>
    /// Computed as A1 + (A2 - A1) s with s = sigmoid((z - x0) / d), and differentiated as (A2 - A1) / d * s (1 - s). The clip, which keeps exp from overflowing, is not
    /// needed: from z - x0 = 2 on, s is 1 even in double precision.
    /// </remarks>
    public override Tensor Apply(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        return is_grad_enabled() ? Function.apply(preActivation) : Response(Sigmoid(preActivation));
    }

    /// <inheritdoc/>
    /// <remarks>(A2 - A1) / d * s (1 - s).</remarks>
    public override Tensor Derivative(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        return Slope(Sigmoid(preActivation)).MoveToOuterDisposeScope();
    }

    private static Tensor Slope(Tensor sigmoid) => sigmoid.sub(sigmoid.square()).mul_(Peak);

    private static Tensor Sigmoid(Tensor preActivation) => preActivation.sub(Centre).mul_(Steepness).sigmoid_();

    private static Tensor Response(Tensor sigmoid) => sigmoid.mul(Span).add_(Least, One);

    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        public override string Name => nameof(PhotonicSigmoid);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var sigmoid = Sigmoid((Tensor)vars[0]);
            ctx.save_for_backward([sigmoid]);
            return Response(sigmoid);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = NewDisposeScope();
            return [Slope(ctx.get_saved_variables()[0]).mul_(grad_output).MoveToOuterDisposeScope()];
        }
    }
}
