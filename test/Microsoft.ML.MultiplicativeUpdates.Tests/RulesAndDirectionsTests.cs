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
    public void Constructor_EpsilonOutOfRange_Throws(double epsilon)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdamDirection(epsilon: epsilon));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdagradDirection(epsilon));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RmsPropDirection(epsilon: epsilon));
    }

    [TestMethod]
    [DataRow(1.0)]
    [DataRow(-0.1)]
    [DataRow(double.NaN)]
    public void Constructor_DecayOutOfRange_Throws(double decay)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SgdDirection(decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SgdDirection(0.9, decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RmsPropDirection(decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RmsPropDirection(momentum: decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdamDirection(decay));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new AdamDirection(0.9, decay));
    }

    [TestMethod]
    [DataRow(0.0, 0.0)]
    [DataRow(0.9, 0.1)]
    public void Constructor_NesterovWithoutPlainMomentum_Throws(double momentum, double dampening) =>
        Assert.ThrowsExactly<ArgumentException>(() => new SgdDirection(momentum, dampening, nesterov: true));

    [TestMethod]
    [DataRow(UpdateRuleKind.Multiplicative)]
    [DataRow(UpdateRuleKind.Power)]
    public void Apply_OuterRateAboveOne_ThrowsAndChangesNothing(UpdateRuleKind kind)
    {
        using var parameter = new Parameter(tensor(new[] { 2.0 }), requires_grad: false);
        using var direction = tensor(new[] { 1.0 });

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => UpdateRule.Create(kind).Apply(parameter, direction, new UpdateRates(1, 1, 2, 0.5)));
        Assert.AreEqual(2.0, parameter.item<double>());
    }

    [TestMethod]
    public void Apply_HybridRuleWithAShareAboveOne_ThrowsAndChangesNothing()
    {
        using var parameter = new Parameter(tensor(new[] { 2.0 }), requires_grad: false);
        using var optimizer = new MultiplicativeOptimizer([parameter]);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => optimizer.Groups[0].Rates = optimizer.Groups[0].Rates with { MultiplicativeShare = 1.5 });
        Assert.AreEqual(0.5, optimizer.Groups[0].Rates.MultiplicativeShare);
    }
}
