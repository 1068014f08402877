namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>gamma = 0 or gamma = 1, each with probability 1/2, drawn for every epoch: the additive or the multiplicative rule.</summary>
/// <remarks>
/// The random scheduler in the code of Kirtas et al., Neurocomputing 576 (2024) 127352. What is drawn for an epoch depends on the seed and the epoch alone, and is the same for all groups.
/// </remarks>
public sealed class RandomShareSchedule : ShareSchedule
{
    private readonly int _seed;

    /// <summary>A schedule of groups.</summary>
    /// <param name="groups">The groups, as <see cref="MultiplicativeOptimizer.Groups"/> gives them; at least one.</param>
    /// <param name="seed">Any number; another one draws others.</param>
    /// <exception cref="ArgumentException">There are no groups.</exception>
    public RandomShareSchedule(IEnumerable<UpdateGroup> groups, int seed = 0)
        : base(groups)
    {
        _seed = seed;
        Epoch = 0;
    }

    /// <inheritdoc/>
    protected override double ShareAt(int epoch) => Mix((ulong)(uint)_seed << 32 | (uint)epoch) >> 63;

    // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): neighbouring numbers give unrelated bits.
    private static ulong Mix(ulong number)
    {
        unchecked
        {
            number = (number + 1) * 0x9E3779B97F4A7C15;
            number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9;
            number = (number ^ number >> 27) * 0x94D049BB133111EB;
            return number ^ number >> 31;
        }
    }
}
