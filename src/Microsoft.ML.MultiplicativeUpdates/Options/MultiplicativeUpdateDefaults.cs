namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The defaults of <see cref="MultiplicativeUpdateOptions"/>, in one place.</summary>
internal static class MultiplicativeUpdateDefaults
{
    // What single precision holds, with room for a product.
    public const double Smallest = 1e-30;
    public const double Largest = 1e30;

    public const UpdateRuleKind Rule = UpdateRuleKind.Hybrid;
    public const DirectionKind Direction = DirectionKind.Adam;
    public const double InnerLearningRate = 1.0;
    public const double MultiplicativeShare = 0.5;
    public const double Momentum = 0.0;
    public const double Dampening = 0.0;
    public const double Smoothing = 0.99;
    public const double Beta1 = 0.9;
    public const double Beta2 = 0.999;
    public const double AdamWWeightDecay = 0.01;
    public const double PerturbationDeviation = 0.2;
    public const ZeroPolicy Zeros = ZeroPolicy.Additive;

    /// <summary>eta and eta_out.</summary>
    public static double LearningRate(DirectionKind direction) => IsAdam(direction) ? 1e-3 : 1e-2;

    public static double Epsilon(DirectionKind direction) => direction == DirectionKind.Adagrad ? 1e-10 : 1e-8;

    public static double WeightDecay(DirectionKind direction) => direction == DirectionKind.AdamW ? AdamWWeightDecay : 0;

    private static bool IsAdam(DirectionKind direction) => direction is DirectionKind.Adam or DirectionKind.AdamW or DirectionKind.AmsGrad;
}
