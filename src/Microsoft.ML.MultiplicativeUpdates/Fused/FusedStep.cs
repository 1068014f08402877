namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>The kernel of one (direction, rule).</summary>
/// <param name="moments">The names of the direction's moments, in the order of the kernel.</param>
internal abstract class FusedStep(IReadOnlyList<string> moments)
{
    /// <summary>The names of the direction's moments, in the order of the kernel.</summary>
    public IReadOnlyList<string> Moments { get; } = moments;

    /// <summary>Updates the memory in one pass.</summary>
    /// <param name="memory">What is read and written.</param>
    /// <param name="step">t, from 1.</param>
    /// <param name="rates">The rates of this step.</param>
    /// <param name="preparation">What happens to gradient and parameter before the rule.</param>
    /// <param name="floor">The smallest magnitude that a parameter other than zero may take; 0: none.</param>
    /// <param name="width">How many numbers at once: 16, 8 or 4.</param>
    /// <returns>False where elements stayed as they were because their gradient is not finite.</returns>
    public abstract bool Run(in Segment memory, long step, in UpdateRates rates, in GradientPreparation preparation, float floor, int width);
}

/// <inheritdoc/>
/// <param name="moments">The names of the direction's moments, in the order of the kernel.</param>
/// <param name="directionAt">The direction's coefficients at step t.</param>
internal sealed class FusedStep<TDirection, TRule>(IReadOnlyList<string> moments, Func<long, TDirection> directionAt) : FusedStep(moments)
    where TDirection : struct, IFusedDirection
    where TRule : struct, IFusedRule<TRule>
{
    /// <inheritdoc/>
    public override bool Run(in Segment memory, long step, in UpdateRates rates, in GradientPreparation preparation, float floor, int width)
    {
        var (direction, rule) = (directionAt(step), TRule.From(rates));
        return width switch
        {
            16 => FusedKernel<Lanes512, TDirection, TRule>.Run(memory, direction, rule, preparation, floor),
            8 => FusedKernel<Lanes256, TDirection, TRule>.Run(memory, direction, rule, preparation, floor),
            _ => FusedKernel<Lanes128, TDirection, TRule>.Run(memory, direction, rule, preparation, floor),
        };
    }
}
