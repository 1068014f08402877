namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class MultiplicativeUpdateOptionsTests
{
    [TestMethod]
    public void Constructor_Always_GivesTheDocumentedDefaults()
    {
        var options = new MultiplicativeUpdateOptions();

        Assert.AreEqual(UpdateRuleKind.Hybrid, options.Rule);
        Assert.AreEqual(DirectionKind.Adam, options.Direction);
        Assert.IsNull(options.LearningRate);
        Assert.AreEqual(1.0, options.InnerLearningRate);
        Assert.IsNull(options.OuterLearningRate);
        Assert.AreEqual(0.5, options.MultiplicativeShare);
        Assert.AreEqual(0.0, options.Momentum);
        Assert.AreEqual(0.0, options.Dampening);
        Assert.IsFalse(options.Nesterov);
        Assert.AreEqual(0.99, options.Smoothing);
        Assert.IsFalse(options.Centered);
        Assert.IsFalse(options.BiasCorrected);
        Assert.AreEqual(0.9, options.Beta1);
        Assert.AreEqual(0.999, options.Beta2);
        Assert.IsFalse(options.CorrectOutsideTanh);
        Assert.IsNull(options.Epsilon);
        Assert.IsNull(options.WeightDecay);
        Assert.AreEqual(WeightDecayKind.Penalty, options.WeightDecayKind);
        Assert.IsNull(options.MaximumGradientNorm);
        Assert.IsNull(options.MaximumGradientValue);
        Assert.AreEqual(NonFiniteGradients.SkipStep, options.NonFiniteGradients);
        Assert.AreEqual(ZeroPolicy.Additive, options.Zeros);
        Assert.AreEqual(0.2, options.PerturbationDeviation);
        Assert.AreEqual(0.0, options.MinimumMagnitude);
        Assert.AreEqual(0, options.Seed);
        Assert.AreEqual(StepPath.Automatic, options.Path);
        options.Validate();
    }

    [TestMethod]
    [DataRow(DirectionKind.Sgd, 1e-2, 1e-8, 0.0)]
    [DataRow(DirectionKind.Adagrad, 1e-2, 1e-10, 0.0)]
    [DataRow(DirectionKind.RmsProp, 1e-2, 1e-8, 0.0)]
    [DataRow(DirectionKind.Adam, 1e-3, 1e-8, 0.0)]
    [DataRow(DirectionKind.AdamW, 1e-3, 1e-8, 0.01)]
    [DataRow(DirectionKind.AmsGrad, 1e-3, 1e-8, 0.0)]
    public void Resolved_NothingSet_IsThePapersChoiceForTheDirection(DirectionKind direction, double rate, double epsilon, double weightDecay)
    {
        var resolved = new MultiplicativeUpdateOptions { Direction = direction }.Resolved;

        Assert.AreEqual(new UpdateRates(rate, 1, rate, 0.5), resolved.Rates);
        Assert.AreEqual(epsilon, resolved.Epsilon);
        Assert.AreEqual(weightDecay, resolved.WeightDecay);
    }

    [TestMethod]
    public void Resolved_EverythingSet_IsWhatWasSet()
    {
        var resolved = new MultiplicativeUpdateOptions { LearningRate = 1, InnerLearningRate = 2, OuterLearningRate = 0.3, MultiplicativeShare = 0.4, Epsilon = 5, WeightDecay = 6 }.Resolved;

        Assert.AreEqual((new UpdateRates(1, 2, 0.3, 0.4), 5.0, 6.0), resolved);
    }

    [TestMethod]
    public void Copy_ThenChanged_LeavesTheOriginal()
    {
        var options = new MultiplicativeUpdateOptions();
        options.Copy().Momentum = 0.5;

        Assert.AreEqual(0.0, options.Momentum);
    }

    [TestMethod]
    public void Validate_EverythingOutOfRange_ListsEveryFault()
    {
        var options = new MultiplicativeUpdateOptions
        {
            Rule = (UpdateRuleKind)9,
            Direction = (DirectionKind)8,
            WeightDecayKind = (WeightDecayKind)7,
            NonFiniteGradients = (NonFiniteGradients)6,
            Zeros = (ZeroPolicy)5,
            Path = (StepPath)(-1),
            LearningRate = 0,
            InnerLearningRate = double.NaN,
            Epsilon = double.PositiveInfinity,
            MaximumGradientNorm = 0,
            MaximumGradientValue = -1,
            PerturbationDeviation = 0,
            WeightDecay = -1,
            MinimumMagnitude = double.NaN,
            OuterLearningRate = 1.5,
            MultiplicativeShare = -0.1,
            Momentum = 1,
            Dampening = -1,
            Smoothing = 1,
            Beta1 = double.NaN,
            Beta2 = -1,
            Nesterov = true,
        };

        var error = Assert.ThrowsExactly<ArgumentException>(options.Validate);

        Assert.AreEqual(
            "MultiplicativeUpdateOptions: Rule is 9, which is no update rule; Direction is 8, which is no direction; WeightDecayKind is 7, which is no kind of weight decay; " +
            "NonFiniteGradients is 6, which is no policy for gradients; Zeros is 5, which is no policy for zeros; Path is -1, which is no way of computing; " +
            "LearningRate must be from 1E-30 to 1E+30, but is 0; InnerLearningRate must be from 1E-30 to 1E+30, but is NaN; " +
            "Epsilon must be from 1E-30 to 1E+30, but is Infinity; MaximumGradientNorm must be from 1E-30 to 1E+30, but is 0; " +
            "MaximumGradientValue must be from 1E-30 to 1E+30, but is -1; PerturbationDeviation must be from 1E-30 to 1E+30, but is 0; " +
            "WeightDecay must be at least 0 and finite, but is -1; MinimumMagnitude must be at least 0 and finite, but is NaN; " +
            "OuterLearningRate must be greater than 0 and at most 1, but is 1.5; MultiplicativeShare must be from 0 to 1, but is -0.1; " +
            "Momentum must be at least 0 and less than 1, but is 1; Dampening must be at least 0 and less than 1, but is -1; " +
            "Smoothing must be at least 0 and less than 1, but is 1; Beta1 must be at least 0 and less than 1, but is NaN; " +
            "Beta2 must be at least 0 and less than 1, but is -1; Nesterov needs a Momentum greater than 0 and no Dampening, but they are 1 and -1.",
            error.Message);
    }

    [TestMethod]
    [DataRow(UpdateRuleKind.Multiplicative, DirectionKind.Adam)]
    [DataRow(UpdateRuleKind.Power, DirectionKind.AmsGrad)]
    public void Validate_AuthorsAdamWithStepsThatWouldChangeSigns_SaysWhichRateIsSafe(UpdateRuleKind rule, DirectionKind direction)
    {
        var options = new MultiplicativeUpdateOptions { Rule = rule, Direction = direction, CorrectOutsideTanh = true, OuterLearningRate = 0.2, Beta1 = 0.875 };

        var error = Assert.ThrowsExactly<ArgumentException>(options.Validate);

        Assert.AreEqual("MultiplicativeUpdateOptions: OuterLearningRate must be at most 1 - Beta1 = 0.125 with CorrectOutsideTanh, but is 0.2.", error.Message);
        options.OuterLearningRate = 0.125;
        options.Validate();
    }
}
