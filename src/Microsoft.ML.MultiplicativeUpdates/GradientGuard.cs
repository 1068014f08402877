using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What is done with the gradients of a step before any parameter moves.</summary>
/// <param name="NonFinite">What happens when a gradient holds NaN or an infinity.</param>
/// <param name="MaximumNorm">The largest Euclidean norm of all gradients together; longer ones are scaled down to it. Null: no limit.</param>
/// <param name="MaximumValue">The largest magnitude of an element; larger ones are cut off. Null: no limit.</param>
public sealed record GradientGuard(NonFiniteGradients NonFinite = NonFiniteGradients.SkipStep, double? MaximumNorm = null, double? MaximumValue = null)
{
    // Beyond these, squares and sums of gradients would overflow in single or double precision and stay infinite for good.
    internal const float OverflowingSingle = 1e15f;
    private const double OverflowingDouble = 1e150;

    // What torch.nn.utils.clip_grad_norm_ adds to the norm.
    private const double NormOffset = 1e-6;

    /// <summary>The guard of options.</summary>
    internal static GradientGuard Of(MultiplicativeUpdateOptions options) => new(options.NonFiniteGradients, options.MaximumGradientNorm, options.MaximumGradientValue);

    /// <summary>Gradients are looked at before the step, on every path.</summary>
    internal bool LooksFirst => NonFinite != NonFiniteGradients.SkipElements || MaximumNorm is not null;

    /// <summary>The factor of all gradients for their norm.</summary>
    internal double Scale(double norm) => MaximumNorm is { } maximum ? Math.Min(1, maximum / (norm + NormOffset)) : 1;

    /// <summary>The bound of an element once it was scaled; infinite where none is needed.</summary>
    /// <param name="largest">The largest magnitude of all gradients, scaled; infinity where nobody looked.</param>
    /// <param name="type">What is computed in.</param>
    internal double Bound(double largest, ScalarType type)
    {
        var overflowing = Overflowing(type);
        var bound = Math.Min(MaximumValue ?? overflowing, overflowing);
        return largest > bound ? bound : double.PositiveInfinity;
    }

    /// <summary>The largest gradient that can be computed with.</summary>
    internal static double Overflowing(ScalarType type) => type == ScalarType.Float64 ? OverflowingDouble : OverflowingSingle;
}
