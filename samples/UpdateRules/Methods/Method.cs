using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>A way to train: an update rule on an optimizer's direction, or a peer. One cell of the table.</summary>
internal abstract class Method
{
    /// <summary>The rule, or "peer".</summary>
    public abstract string Rule { get; }

    /// <summary>The optimizer whose direction the rule is applied to, or the peer's name.</summary>
    public abstract string Optimizer { get; }

    /// <summary>The rates that one would start with: PyTorch's, and the middle of the published ranges.</summary>
    public abstract Rates Usual { get; }

    /// <summary>The rates to choose from, <see cref="Usual"/> among them; every method has as many.</summary>
    public abstract IReadOnlyList<Rates> Candidates { get; }

    /// <summary>An optimizer for the parameters.</summary>
    public abstract optim.Optimizer Create(IEnumerable<Parameter> parameters, Rates rates);

    /// <summary>The rates that this method uses, in words.</summary>
    public abstract string Describe(Rates rates);

    /// <summary>Whether rates are the smallest or the largest of the candidates: better ones may lie beyond.</summary>
    public abstract bool IsAtTheEdge(Rates rates);

    /// <summary>Whether eta_out matters.</summary>
    public abstract bool UsesEtaOut { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Rule} {Optimizer}";
}
