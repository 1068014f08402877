using ImageClassification.Tests;
using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.OptimizationLandscapes;

namespace OptimizationLandscapes.Tests.Results;

[TestClass]
public sealed class ResultsTests
{
    [TestMethod]
    public void RelativeDistances_RunsThatEndFarther_CountAsOne()
    {
        var distances = new RelativeDistances([0, 0.5, 1, 2, double.PositiveInfinity]);

        Assert.AreEqual((0 + 0.5 + 1 + 1 + 1) / 5, distances.Mean, 1e-15);
        Assert.AreEqual(Math.Sqrt((0.49 + 0.04 + 3 * 0.09) / 4), distances.Deviation, 1e-15);
        Assert.AreEqual(1, distances.Median);
        Assert.AreEqual(double.PositiveInfinity, distances.Largest);
        Assert.AreEqual(2 / 5.0, distances.Farther);
        Assert.AreEqual(1 / 5.0, distances.Diverged);
    }

    [TestMethod]
    public void RelativeDistances_OneRunOrAnEvenNumber_HaveAMedian()
    {
        Assert.AreEqual(0.25, new RelativeDistances([0.25]).Median);
        Assert.AreEqual(0, new RelativeDistances([0.25]).Deviation);
        Assert.AreEqual(0.5, new RelativeDistances([0.25, 0.75]).Median);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RelativeDistances([]));
    }

    [TestMethod]
    public void Best_OfTheFirst_LooksNoFarther()
    {
        var runs = Runs([3, 2, double.PositiveInfinity, 1]);

        Assert.AreEqual(2, runs.Best(3).Distance);
        Assert.AreEqual(runs.Configurations[3], runs.Best(4).Configuration);
    }

    [TestMethod]
    [DataRow(0.0, "0")]
    [DataRow(1.38, "1.38e0")]
    [DataRow(3.57e-7, "3.57e-7")]
    [DataRow(69.26, "6.93e1")]
    [DataRow(double.PositiveInfinity, "diverged")]
    public void Distance_AnyValue_IsPrintedAsPublished(double value, string expected) => Assert.AreEqual(expected, ResultTable.Distance(value));

    [TestMethod]
    public void Published_EveryCellOfTheToyTasks_IsThere()
    {
        foreach (var cell in Cell.Of(TestFunctions.All))
            Assert.AreEqual(cell.Function is ConvexQuadraticFunction or RosenbrockFunction, Published.For(cell) is not null, cell.ToString());
        Assert.AreEqual(new PublishedCell(1.68e-7, 2.01e-8, 9.58e-8), Published.For(new(TestFunctions.FromName("Convex 2D"), DirectionKind.RmsProp, UpdateRuleKind.Hybrid)));
        Assert.AreEqual(new PublishedCell(1.88e-1, 2.03e-1, 2.13e-1), Published.For(new(TestFunctions.FromName("Rosenbrock"), DirectionKind.Adagrad, UpdateRuleKind.Multiplicative)));
    }

    [TestMethod]
    public void Table_InMarkdown_HasNamesLeftAndNumbersRight() =>
        Assert.AreEqual("| a | b |\n| --- | ---: |\n| x | 1 |\n", new ResultTable("t", ["a", "b"], 1, [["x", "1"]]).ToMarkdown());

    [TestMethod]
    public void AtomicFile_OverAnother_ReplacesItAndLeavesNothingElse()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder.PathOf("a.txt"), "one");
        AtomicFile.Write(folder.PathOf("a.txt"), "two");

        Assert.AreEqual("two", File.ReadAllText(folder.PathOf("a.txt")));
        Assert.HasCount(1, Directory.GetFiles(folder.Path));
    }

    private static CellRuns Runs(double[] distances) =>
        new(new(TestFunctions.FromName("Rosenbrock"), DirectionKind.Sgd, UpdateRuleKind.Additive), Configuration.Draw(1, distances.Length), distances);
}
