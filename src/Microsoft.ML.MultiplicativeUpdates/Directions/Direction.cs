using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>phi and psi of GOFAU: forms the direction u_t = m_t * l_t of a first-order optimizer from the gradients seen so far.</summary>
/// <remarks>A direction holds no state of its own: what it remembers of a parameter lies in that parameter's <see cref="DirectionState"/>.</remarks>
public abstract class Direction
{
    /// <summary>The direction u_t for the gradient g_t.</summary>
    /// <param name="gradient">g_t, any shape; must not be changed.</param>
    /// <param name="state">What is remembered of this parameter; <see cref="DirectionState.Step"/> is t, counted from 1.</param>
    /// <returns>u_t, of the gradient's shape; it may be the gradient itself or a tensor of the state, and the caller does not change it.</returns>
    public abstract Tensor Compute(Tensor gradient, DirectionState state);

    private protected static double Decay(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 0 and less than 1.");

    /// <summary>The direction that <paramref name="options"/> describe.</summary>
    public static Direction Create(MultiplicativeUpdateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return options.Direction switch
        {
            DirectionKind.Sgd => new SgdDirection(options.Momentum),
            _ => new AdamDirection(options.Beta1, options.Beta2, options.Epsilon),
        };
    }
}
