using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.OptimizationLandscapes;
using static TorchSharp.torch;

namespace OptimizationLandscapes.Tests.Runs;

[TestClass]
public sealed class DescentTests
{
    private static readonly Configuration Calm = new(0.05, 0.5, 0.1, 0.5);

    public static IEnumerable<object[]> Pairs => from direction in Cell.Directions from rule in Cell.Rules select new object[] { direction, rule };

    [TestMethod]
    [DynamicData(nameof(Pairs))]
    public void Run_ManyPointsAtOnce_IsAsEachAlone(DirectionKind direction, UpdateRuleKind rule)
    {
        var function = new ConvexQuadraticFunction();
        double[] starts = [70, 7, -3, 20, 1.5, 0.5, 4, -4];
        using var together = new Descent(function, starts, Precision.Double);
        together.Run(Calm.Options(direction, rule), 30);
        for (var i = 0; i < starts.Length; i += 2)
        {
            using var alone = new Descent(function, starts.AsSpan(i, 2), Precision.Double);
            alone.Run(Calm.Options(direction, rule), 30);

            Assert.AreEqual(alone.Points[0], together.Points[i], 1e-9 * Math.Abs(starts[i]));
            Assert.AreEqual(alone.Points[1], together.Points[i + 1], 1e-9 * Math.Abs(starts[i + 1]));
        }
    }

    [TestMethod]
    [DataRow(Precision.Single)]
    [DataRow(Precision.Double)]
    public void Run_OnePointDiverges_TheOthersGoOn(Precision precision)
    {
        var function = new RosenbrockFunction();
        using var descent = new Descent(function, [4, 4, 0.9, 0.8], precision);
        descent.Run(new Configuration(1e-3, 1, 0.1, 0.5).Options(DirectionKind.Sgd, UpdateRuleKind.Additive), 2000);

        Assert.AreEqual(double.PositiveInfinity, function.DistanceToMinimum(descent.Points.AsSpan(0, 2)));
        Assert.IsLessThan(0.15, function.DistanceToMinimum(descent.Points.AsSpan(2, 2)));
    }

    [TestMethod]
    public void Run_AllPointsDiverge_EndsEarly()
    {
        var visits = 0;
        using var descent = new Descent(new RosenbrockFunction(), [4, 4], Precision.Single);
        descent.Run(new Configuration(1, 1, 0.1, 0.5).Options(DirectionKind.Sgd, UpdateRuleKind.Additive), 100, () => visits++);

        Assert.IsLessThan(20, visits);
        Assert.IsTrue(Array.TrueForAll(descent.Points, double.IsNaN));
    }

    [TestMethod]
    [DataRow(Precision.Single)]
    [DataRow(Precision.Double)]
    public void Run_Twice_BeginsAnew(Precision precision)
    {
        using var descent = new Descent(new BealeFunction(), [1, 1], precision);
        var ways = new[] { new List<double[]>(), [] };
        foreach (var way in ways)
            descent.Run(Calm.Options(DirectionKind.Adam, UpdateRuleKind.Hybrid), 20, () => way.Add([.. descent.Points]));

        Assert.HasCount(21, ways[0]);
        CollectionAssert.AreEqual(new double[] { 1, 1 }, ways[0][0]);
        foreach (var (first, second) in ways[0].Zip(ways[1]))
            CollectionAssert.AreEqual(first, second);
    }

    [TestMethod]
    public void Run_ManyTimes_LeavesNoTensorBehind()
    {
        var descent = new Descent(new BoothFunction(), [8, 8], Precision.Single);
        var before = Count();
        for (var i = 0; i < 3; i++)
            foreach (var direction in Cell.Directions)
                descent.Run(Calm.Options(direction, UpdateRuleKind.Hybrid), 10);

        Assert.AreEqual(before, Count());
        descent.Dispose();
        Assert.AreEqual(before - 2, Count());

        static long Count()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Tensor.TotalCount;
        }
    }
}
