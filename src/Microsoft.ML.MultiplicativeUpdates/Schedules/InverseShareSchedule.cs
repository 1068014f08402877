namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>gamma = 0 for <c>patience</c> epochs; then gamma_k = 1 - (1 - gamma_0)^k in the k-th epoch, k from 1: from the additive rule to the multiplicative one.</summary>
/// <remarks>The inverse scheduler in the code of Kirtas et al., Neurocomputing 576 (2024) 127352, stepped before each epoch.</remarks>
public sealed class InverseShareSchedule : ShareSchedule
{
    private readonly double _share;
    private readonly int _patience;

    /// <summary>A schedule of groups.</summary>
    /// <param name="groups">The groups, as <see cref="MultiplicativeOptimizer.Groups"/> gives them; at least one.</param>
    /// <param name="share">gamma_0, from 0 to 1.</param>
    /// <param name="patience">The epochs before it begins, at least 0. Default: 0.</param>
    /// <exception cref="ArgumentException">There are no groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public InverseShareSchedule(IEnumerable<UpdateGroup> groups, double share, int patience = 0)
        : base(groups)
    {
        (_share, _patience) = (Share(share), Patience(patience));
        Epoch = 0;
    }

    /// <inheritdoc/>
    protected override double ShareAt(int epoch) => epoch < _patience ? 0 : 1 - Math.Pow(1 - _share, epoch - _patience + 1);
}
