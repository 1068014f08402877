namespace Microsoft.ML.MultiplicativeUpdates;

public sealed partial class MultiplicativeUpdateOptions
{
    /// <summary>Throws where an option is out of its range.</summary>
    /// <exception cref="ArgumentException">One or more options are out of range; the message lists every one of them.</exception>
    public void Validate()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(MultiplicativeUpdateOptions)}: {string.Join("; ", faults)}.");
    }

    /// <summary>Every option that is out of range, in words; empty where all is well.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (name, value, kind) in new (string, Enum, string)[]
        {
            (nameof(Rule), Rule, "update rule"), (nameof(Direction), Direction, "direction"), (nameof(WeightDecayKind), WeightDecayKind, "kind of weight decay"),
            (nameof(NonFiniteGradients), NonFiniteGradients, "policy for gradients"), (nameof(Zeros), Zeros, "policy for zeros"), (nameof(Path), Path, "way of computing"),
        })
        {
            if (!Enum.IsDefined(value.GetType(), value))
                yield return $"{name} is {value}, which is no {kind}";
        }
        foreach (var (name, value) in new (string, double?)[]
        {
            (nameof(LearningRate), LearningRate), (nameof(InnerLearningRate), InnerLearningRate), (nameof(Epsilon), Epsilon), (nameof(MaximumGradientNorm), MaximumGradientNorm),
            (nameof(MaximumGradientValue), MaximumGradientValue), (nameof(PerturbationDeviation), PerturbationDeviation),
        })
        {
            if (value is { } number && !(number is >= MultiplicativeUpdateDefaults.Smallest and <= MultiplicativeUpdateDefaults.Largest))
                yield return FormattableString.Invariant($"{name} must be from 1E-30 to 1E+30, but is {number}");
        }
        foreach (var (name, value) in new (string, double?)[] { (nameof(WeightDecay), WeightDecay), (nameof(MinimumMagnitude), MinimumMagnitude) })
            if (value is { } number && !(number >= 0 && double.IsFinite(number)))
                yield return FormattableString.Invariant($"{name} must be at least 0 and finite, but is {number}");
        if (OuterLearningRate is { } outer && !(outer is > 0 and <= 1))
            yield return FormattableString.Invariant($"{nameof(OuterLearningRate)} must be greater than 0 and at most 1, but is {outer}");
        if (!(MultiplicativeShare is >= 0 and <= 1))
            yield return FormattableString.Invariant($"{nameof(MultiplicativeShare)} must be from 0 to 1, but is {MultiplicativeShare}");
        foreach (var (name, value) in new[] { (nameof(Momentum), Momentum), (nameof(Dampening), Dampening), (nameof(Smoothing), Smoothing), (nameof(Beta1), Beta1), (nameof(Beta2), Beta2) })
            if (!(value is >= 0 and < 1))
                yield return FormattableString.Invariant($"{name} must be at least 0 and less than 1, but is {value}");
        if (Nesterov && !(Momentum > 0 && Dampening == 0))
            yield return FormattableString.Invariant($"{nameof(Nesterov)} needs a {nameof(Momentum)} greater than 0 and no {nameof(Dampening)}, but they are {Momentum} and {Dampening}");
        if (CorrectOutsideTanh && Rule is UpdateRuleKind.Multiplicative or UpdateRuleKind.Power && Direction is DirectionKind.Adam or DirectionKind.AdamW or DirectionKind.AmsGrad && Resolved.Rates.Scaled(1 / (1 - Beta1)).OuterLearningRate > 1)
            yield return FormattableString.Invariant($"{nameof(OuterLearningRate)} must be at most 1 - {nameof(Beta1)} = {1 - Beta1} with {nameof(CorrectOutsideTanh)}, but is {Resolved.Rates.OuterLearningRate}");
    }
}
