using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests.Methods;

[TestClass]
public sealed class RateGridTests
{
    public static IEnumerable<object[]> Methods => from rule in Enum.GetValues<UpdateRuleKind>() from optimizer in Enum.GetValues<OptimizerChoice>() select new object[] { rule, (int)optimizer };

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Candidates_AnyRule_AreNineWithTheUsualOneAmongThem(UpdateRuleKind rule, int optimizer)
    {
        var method = new RuleMethod(rule, (OptimizerChoice)optimizer);

        Assert.HasCount(9, method.Candidates.Distinct());
        CollectionAssert.Contains(method.Candidates.ToList(), method.Usual);
        foreach (var rates in method.Candidates)
            ((OptimizerChoice)optimizer).Options(rule, rates).Validate();
    }

    [TestMethod]
    public void Candidates_AnyPeer_AreNineWithTheUsualOneAmongThem()
    {
        foreach (var method in PeerMethods.Names.Select(PeerMethods.Get))
        {
            Assert.HasCount(9, method.Candidates.Distinct());
            CollectionAssert.Contains(method.Candidates.ToList(), method.Usual, $"{method}");
        }
    }

    [TestMethod]
    public void Of_Hybrid_BringsEachTwoValuesOfTwoRatesTogetherOnce()
    {
        var grid = RateGrid.Of(UpdateRuleKind.Hybrid, 1e-2);

        Func<Rates, double>[] rates = [r => r.Eta, r => r.EtaIn, r => r.EtaOut, r => r.Gamma];
        for (var i = 0; i < rates.Length; i++)
            for (var j = i + 1; j < rates.Length; j++)
                Assert.HasCount(9, grid.Select(r => (rates[i](r), rates[j](r))).Distinct(), $"{i} {j}");
    }

    [TestMethod]
    public void IsAtTheEdge_SmallestAndLargest_Only()
    {
        var method = new RuleMethod(UpdateRuleKind.Additive, OptimizerChoice.Adam);

        CollectionAssert.AreEqual(new[] { true, false, false, false, false, false, false, false, true }, method.Candidates.Select(method.IsAtTheEdge).ToArray());
    }

    [TestMethod]
    public void Scaled_EtaOutBeyondOne_IsHeldAtOne()
    {
        var rates = new Rates(0.1, 10, 0.1, 0.5);

        Assert.AreEqual(new Rates(10, 10, 1, 0.5), rates.Scaled(100));
        Assert.IsTrue(rates.IsCappedAt(100));
        Assert.AreEqual(new Rates(0.1 * 0.1, 10, 0.1 * 0.1, 0.5), rates.Scaled(0.1));
        Assert.IsFalse(rates.IsCappedAt(10));
    }

    [TestMethod]
    [DataRow(UpdateRuleKind.Additive, "η 0.32")]
    [DataRow(UpdateRuleKind.Multiplicative, "η_in 10, η_out 1e-3")]
    [DataRow(UpdateRuleKind.Hybrid, "η 0.32, η_in 10, η_out 1e-3, γ 0.75")]
    public void Describe_Rates_NamesThoseThatMatter(UpdateRuleKind rule, string expected) =>
        Assert.AreEqual(expected, new RuleMethod(rule, OptimizerChoice.Sgd).Describe(new Rates(0.32, 10, 1e-3, 0.75)));
}
