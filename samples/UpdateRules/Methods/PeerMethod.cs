using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>An optimizer that is no rule on a direction: one learning rate, searched as that of the additive rule.</summary>
/// <param name="name">Its name on the command line and in tables.</param>
/// <param name="usualRate">The learning rate that its authors start with.</param>
/// <param name="create">Makes it for parameters and a learning rate.</param>
internal sealed class PeerMethod(string name, double usualRate, Func<IEnumerable<Parameter>, double, optim.Optimizer> create) : Method
{
    /// <inheritdoc/>
    public override string Rule => Names.Peer;

    /// <inheritdoc/>
    public override string Optimizer => name;

    /// <inheritdoc/>
    public override Rates Usual => new(usualRate);

    /// <inheritdoc/>
    public override IReadOnlyList<Rates> Candidates { get; } = RateGrid.OfOneRate(usualRate);

    /// <inheritdoc/>
    public override bool UsesEtaOut => false;

    /// <inheritdoc/>
    public override optim.Optimizer Create(IEnumerable<Parameter> parameters, Rates rates) => create(parameters, rates.Eta);

    /// <inheritdoc/>
    public override string Describe(Rates rates) => $"η {Names.Of(rates.Eta)}";

    /// <inheritdoc/>
    public override bool IsAtTheEdge(Rates rates) => RateGrid.IsAtTheEdge(rates, Candidates, r => r.Eta);
}
