using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests.Study;

[TestClass]
public sealed class SpreadTests
{
    [TestMethod]
    public void Of_ThreeValues_GivesMeanAndSampleDeviation()
    {
        var spread = Spread.Of([0.7, 0.8, 0.9]);

        Assert.AreEqual(0.8, spread.Mean, 1e-12);
        Assert.AreEqual(0.1, spread.Deviation, 1e-12);
        Assert.AreEqual("80.0 ± 10.0", $"{spread}");
    }

    [TestMethod]
    public void Of_OneValue_HasNoDeviation() => Assert.AreEqual("81.2", $"{Spread.Of([0.8124])}");

    [TestMethod]
    [DataRow(0.85, 0.02, true)]
    [DataRow(0.85, 0.06, false)]
    [DataRow(0.75, 0.02, false)]
    public void IsAhead_ByMoreThanBothDeviations_Only(double mean, double deviation, bool expected) =>
        Assert.AreEqual(expected, new Spread(mean, deviation, 3).IsAhead(new Spread(0.8, 0.04, 3)));

    [TestMethod]
    public void Area_AccuracyOverScales_IsTheMeanOverTheLogarithm()
    {
        var method = new PeerMethod("any", 1, (_, _) => throw new NotSupportedException());
        RunResult Run(double accuracy) => new(accuracy, 1, false, [], [], 0, 0);
        var curve = new ScaleCurve(method, [(0.1, [Run(0), Run(1)]), (1, [Run(0.5), Run(1)]), (100, [Run(1), Run(1)])]);

        // 1 decade at 0.25, 2 decades at 0.75; and 1.
        var (first, second) = ((0.25 + 2 * 0.75) / 3, 1.0);
        Assert.AreEqual((first + second) / 2, curve.Area.Mean, 1e-12);
        Assert.AreEqual((second - first) / Math.Sqrt(2), curve.Area.Deviation, 1e-12);
    }

    [TestMethod]
    public void Chosen_SeveralOfTheSameAccuracy_IsTheOneOfTheLowestLoss()
    {
        var method = new PeerMethod("any", 1, (_, _) => throw new NotSupportedException());
        RunResult Run(double accuracy, double? loss) => new(accuracy, loss, loss is null, [], [], 0, 0);
        var search = new Search(method, [(new Rates(1), Run(0.5, 2)), (new Rates(2), Run(0.8, null)), (new Rates(3), Run(0.8, 0.7)), (new Rates(4), Run(0.8, 0.6)), (new Rates(5), Run(0.8, 0.6))]);

        Assert.AreEqual(4, search.Chosen.Rates.Eta);
        Assert.AreEqual(0.5, search.Usual.Result.Accuracy);
    }
}
