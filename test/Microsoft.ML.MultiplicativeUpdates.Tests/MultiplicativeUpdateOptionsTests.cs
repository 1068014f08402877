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
        Assert.AreEqual(1e-3, options.LearningRate);
        Assert.AreEqual(1.0, options.InnerLearningRate);
        Assert.AreEqual(1e-2, options.OuterLearningRate);
        Assert.AreEqual(0.5, options.MultiplicativeShare);
        Assert.AreEqual(0.0, options.Momentum);
        Assert.AreEqual(0.9, options.Beta1);
        Assert.AreEqual(0.999, options.Beta2);
        Assert.AreEqual(1e-8, options.Epsilon);
        options.Validate();
    }

    [TestMethod]
    public void Validate_EverythingOutOfRange_ListsEveryFault()
    {
        var options = new MultiplicativeUpdateOptions
        {
            Rule = (UpdateRuleKind)9,
            Direction = (DirectionKind)8,
            LearningRate = 0,
            InnerLearningRate = double.NaN,
            OuterLearningRate = 1.5,
            MultiplicativeShare = -0.1,
            Momentum = 1,
            Beta1 = double.NaN,
            Beta2 = -1,
            Epsilon = double.PositiveInfinity,
        };

        var error = Assert.ThrowsExactly<ArgumentException>(options.Validate);

        Assert.AreEqual(
            "MultiplicativeUpdateOptions: Rule is 9, which is no update rule; Direction is 8, which is no direction; " +
            "LearningRate must be greater than 0 and finite, but is 0; InnerLearningRate must be greater than 0 and finite, but is NaN; " +
            "Epsilon must be greater than 0 and finite, but is Infinity; OuterLearningRate must be greater than 0 and at most 1, but is 1.5; " +
            "MultiplicativeShare must be from 0 to 1, but is -0.1; Momentum must be at least 0 and less than 1, but is 1; " +
            "Beta1 must be at least 0 and less than 1, but is NaN; Beta2 must be at least 0 and less than 1, but is -1.",
            error.Message);
    }
}
