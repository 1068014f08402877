using Microsoft.ML.MultiplicativeUpdates;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>An update rule on an optimizer's direction.</summary>
/// <remarks>A rule that keeps signs cannot move biases, which start at zero: these get the additive rule on the same direction.</remarks>
internal sealed class RuleMethod(UpdateRuleKind rule, OptimizerChoice optimizer) : Method
{
    /// <inheritdoc/>
    public override string Rule => Names.Of(rule);

    /// <inheritdoc/>
    public override string Optimizer => Names.Of(optimizer);

    /// <inheritdoc/>
    public override Rates Usual => new(optimizer.UsualRate()) { BiasEta = Candidates[0].BiasEta };

    /// <inheritdoc/>
    public override IReadOnlyList<Rates> Candidates { get; } = RateGrid.Of(rule, optimizer.UsualRate());

    /// <inheritdoc/>
    public override bool UsesEtaOut => rule is UpdateRuleKind.Multiplicative or UpdateRuleKind.Power or UpdateRuleKind.Hybrid;

    private bool UsesEta => rule is not (UpdateRuleKind.Multiplicative or UpdateRuleKind.Power);

    /// <inheritdoc/>
    public override optim.Optimizer Create(IEnumerable<Parameter> parameters, Rates rates)
    {
        var options = optimizer.Options(rule, rates);
        if (rates.BiasEta is not { } eta)
            return new MultiplicativeOptimizer(parameters, options);
        var biasOptions = options.Copy();
        (biasOptions.Rule, biasOptions.LearningRate) = (UpdateRuleKind.Additive, eta);
        var isWeight = parameters.ToLookup(SmallNetwork.IsWeight);
        return new MultiplicativeOptimizer([new UpdateGroup(isWeight[true], options), new UpdateGroup(isWeight[false], biasOptions)]);
    }

    /// <inheritdoc/>
    public override string Describe(Rates rates)
    {
        var parts = new List<string>();
        if (UsesEta)
            parts.Add($"η {Names.Of(rates.Eta)}");
        if (UsesEtaOut)
            parts.Add($"η_in {Names.Of(rates.EtaIn)}, η_out {Names.Of(rates.EtaOut)}");
        if (rule == UpdateRuleKind.Hybrid)
            parts.Add($"γ {Names.Of(rates.Gamma)}");
        return string.Join(", ", parts);
    }

    /// <inheritdoc/>
    public override bool IsAtTheEdge(Rates rates) => rule switch
    {
        UpdateRuleKind.Hybrid => RateGrid.IsAtTheEdge(rates, Candidates, r => r.Eta, r => r.EtaOut),
        _ => RateGrid.IsAtTheEdge(rates, Candidates, r => UsesEtaOut ? r.EtaIn * r.EtaOut : r.Eta),
    };
}
