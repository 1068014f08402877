using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.OptimizationLandscapes;

namespace OptimizationLandscapes.Tests.Runs;

[TestClass]
public sealed class StudyTests
{
    [TestMethod]
    public void Draw_Longer_BeginsWithTheShorter()
    {
        var shorter = Configuration.Draw(3, 10);

        CollectionAssert.AreEqual(shorter, Configuration.Draw(3, 1000)[..10]);
        CollectionAssert.AreNotEqual(shorter, Configuration.Draw(4, 10));
    }

    [TestMethod]
    public void Draw_Many_FillTheRangesLogUniformly()
    {
        var drawn = Configuration.Draw(1, 20000);

        Check(drawn.Select(configuration => Math.Log10(configuration.LearningRate)), -4, 0);
        Check(drawn.Select(configuration => Math.Log10(configuration.InnerLearningRate)), -4, 1);
        Check(drawn.Select(configuration => Math.Log10(configuration.OuterLearningRate)), -3, 0);
        Check(drawn.Select(configuration => configuration.MultiplicativeShare), 0, 1);

        static void Check(IEnumerable<double> values, double from, double to)
        {
            Assert.IsTrue(values.All(value => value >= from && value <= to));
            Assert.AreEqual((from + to) / 2, values.Average(), 0.02 * (to - from));
            Assert.AreEqual(0.25, values.Count(value => value < from + (to - from) / 4) / 20000.0, 0.02);
        }
    }

    [TestMethod]
    public void Run_AnyNumberOfThreads_GivesTheSameDistances()
    {
        var results = new[] { 1, 2, 4 }.Select(threads => new Study(new LandscapeOptions
        {
            Configurations = 30,
            BestConfigurations = 60,
            StudyConfigurations = 40,
            Iterations = 20,
            Threads = threads,
            Functions = [new RosenbrockFunction()],
        }).Run((_, _) => { }, CancellationToken.None)).ToList();

        foreach (var other in results.Skip(1))
            foreach (var (a, b) in results[0].Zip(other))
            {
                Assert.AreEqual(a.Cell.ToString(), b.Cell.ToString());
                Assert.AreEqual(a.Best(60), b.Best(60));
                Assert.AreEqual(a.Relative(60).Mean, b.Relative(60).Mean);
            }
    }

    [TestMethod]
    public void Run_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var study = new Study(new LandscapeOptions { StudyConfigurations = 1_000_000, Functions = [new BoothFunction()] });

        Assert.Throws<OperationCanceledException>(() => study.Run((_, _) => cancellation.Cancel(), cancellation.Token));
    }

    [TestMethod]
    public void Run_Finished_CountsEveryRunOnce()
    {
        var counted = 0;
        new Study(new LandscapeOptions { Configurations = 33, BestConfigurations = 1, StudyConfigurations = 1, Iterations = 1, Functions = [new BoothFunction()] })
            .Run((_, count) => Interlocked.Add(ref counted, count), CancellationToken.None);

        Assert.AreEqual(33 * 12, counted);
    }
}
