namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The defaults of <see cref="MultiplicativeUpdateOptions"/>, in one place.</summary>
internal static class MultiplicativeUpdateDefaults
{
    public const UpdateRuleKind Rule = UpdateRuleKind.Hybrid;
    public const DirectionKind Direction = DirectionKind.Adam;
    public const double LearningRate = 1e-3;
    public const double InnerLearningRate = 1.0;
    public const double OuterLearningRate = 1e-2;
    public const double MultiplicativeShare = 0.5;
    public const double Momentum = 0.0;
    public const double Beta1 = 0.9;
    public const double Beta2 = 0.999;
    public const double Epsilon = 1e-8;
}
