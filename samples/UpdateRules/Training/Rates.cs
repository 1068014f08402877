namespace NonNegML.Samples.UpdateRules;

/// <summary>The rates of a run. What a rule does not use is left at its default.</summary>
/// <param name="Eta">eta, of the additive step and of other rules with one rate.</param>
/// <param name="EtaIn">eta_in, inside tanh.</param>
/// <param name="EtaOut">eta_out, outside tanh.</param>
/// <param name="Gamma">gamma, the share of the multiplicative step in the hybrid rule.</param>
internal sealed record Rates(double Eta, double EtaIn = 1, double EtaOut = 1e-2, double Gamma = 0.5)
{
    /// <summary>The largest eta_out: beyond it a step would change signs.</summary>
    public const double LargestEtaOut = 1;

    /// <summary>eta of the biases, which start at zero, where the rule keeps signs and could not move them; null: <see cref="Eta"/>.</summary>
    public double? BiasEta { get; init; }

    /// <summary>Every eta and eta_out times a factor, eta_out at most 1.</summary>
    public Rates Scaled(double factor) => this with { Eta = Eta * factor, EtaOut = Math.Min(LargestEtaOut, EtaOut * factor), BiasEta = BiasEta * factor };

    /// <summary>Whether <see cref="Scaled"/> would hold eta_out back.</summary>
    public bool IsCappedAt(double factor) => EtaOut * factor > LargestEtaOut;
}
