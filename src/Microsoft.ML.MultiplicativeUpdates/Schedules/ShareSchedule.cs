using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Drives gamma, the share of the multiplicative step in the hybrid rule; other rules do not look at it.</summary>
public abstract class ShareSchedule : RateSchedule
{
    /// <summary>A schedule of groups.</summary>
    /// <param name="groups">The groups; at least one.</param>
    /// <exception cref="ArgumentException">There are no groups.</exception>
    protected ShareSchedule(IEnumerable<UpdateGroup> groups)
        : base(groups)
    {
    }

    /// <summary>gamma in an epoch, from 0 to 1.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    protected abstract double ShareAt(int epoch);

    /// <inheritdoc/>
    protected sealed override UpdateRates RatesAt(int epoch, UpdateRates start, UpdateRates current) => current with { MultiplicativeShare = ShareAt(epoch) };

    private protected static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be from 0 to 1.");

    private protected static int Patience(int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 0.");
}
