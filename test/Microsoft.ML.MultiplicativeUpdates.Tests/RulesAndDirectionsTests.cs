using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>What is built by hand is checked as options are.</summary>
[TestClass]
public sealed class RulesAndDirectionsTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Constructor_RateThatIsNoRate_Throws(double rate)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdditiveRule(rate));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MultiplicativeRule(rate, 0.1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MultiplicativeRule(1, rate));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new HybridRule(rate, 1, 0.1, 0.5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdamDirection(epsilon: rate));
    }

    [TestMethod]
    public void Constructor_RateThatWouldChangeSigns_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MultiplicativeRule(1, 1.5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new HybridRule(0.1, 1, 1.5, 0.5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new HybridRule(0.1, 1, 0.5, 1.1));
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(-0.1)]
    [DataRow(double.NaN)]
    public void Constructor_DecayOutOfRange_Throws(double decay)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SgdDirection(decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdamDirection(decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdamDirection(0.9, decay));
    }

    [TestMethod]
    public void Apply_MultiplicativeRuleScheduledAboveOne_ThrowsAndChangesNothing()
    {
        using var parameter = new Parameter(tensor(new[] { 2.0 }), requires_grad: false);
        using var direction = tensor(new[] { 1.0 });

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MultiplicativeRule(1, 0.5).Apply(parameter, direction, learningRate: 2));
        Assert.AreEqual(2.0, parameter.item<double>());
    }
}
