using ImageClassification.Tests;
using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests.Study;

[TestClass]
public sealed class RunLogTests
{
    private static readonly RunSpec Spec = new("additive", "sgd", new Rates(0.032, 10, 1e-3, 0.75), 3, 0.3, "network", "data", 100, EvaluationSet.Validation, 20, 2, 16);
    private static readonly RunResult Result = new(0.1, null, Diverged: true, [0.125], [2.302585092994046, 1e30], 0.4375, 1.5);

    [TestMethod]
    public void Add_ReadAgain_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(Spec, Result);

        using var again = new RunLog(folder.PathOf("log"));

        Assert.IsTrue(again.TryGet(Spec with { }, out var result));
        Assert.AreEqual((Result.Accuracy, Result.Loss, Result.Diverged, Result.SignChanges, Result.Seconds), (result!.Accuracy, result.Loss, result.Diverged, result.SignChanges, result.Seconds));
        CollectionAssert.AreEqual(Result.EpochAccuracies.ToList(), result.EpochAccuracies.ToList());
        CollectionAssert.AreEqual(Result.TrainingLosses.ToList(), result.TrainingLosses.ToList());
    }

    [TestMethod]
    public void TryGet_AnythingElseAsked_FindsNothing()
    {
        using var folder = new TemporaryFolder();
        using var log = new RunLog(folder.PathOf("log"));
        log.Add(Spec, Result);

        foreach (var other in new[]
        {
            Spec with { Rule = "hybrid" }, Spec with { Optimizer = "adam" }, Spec with { Rates = Spec.Rates with { EtaOut = 1e-2 } }, Spec with { Seed = 4 }, Spec with { InitializationScale = 1 },
            Spec with { Network = "other" }, Spec with { Data = "other" }, Spec with { TrainImages = 99 }, Spec with { EvaluatedOn = EvaluationSet.Test }, Spec with { EvaluationImages = 19 },
            Spec with { Epochs = 3 }, Spec with { BatchSize = 17 },
        })
        {
            Assert.IsFalse(log.TryGet(other, out _), $"{other}");
        }
    }

    [TestMethod]
    public void New_CutShort_DropsTheHalfLineAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(Spec, Result);
        File.AppendAllText(folder.PathOf("log"), "{\"spec\":{\"rule\":\"addit");
        var next = Spec with { Seed = 9 };

        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(next, Result);

        Assert.HasCount(2, File.ReadAllLines(folder.PathOf("log")));
        using var again = new RunLog(folder.PathOf("log"));
        Assert.IsTrue(again.TryGet(Spec, out _) && again.TryGet(next, out _));
    }

    [TestMethod]
    [DataRow("{\"spec\":null,\"result\":null}")]
    [DataRow("seed,accuracy")]
    [DataRow("{}")]
    [DataRow("")]
    public void New_SomethingElseInside_SaysWhichLineAndKeepsTheFile(string line)
    {
        using var folder = new TemporaryFolder();
        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(Spec, Result);
        File.AppendAllText(folder.PathOf("log"), line + "\n");
        var before = File.ReadAllText(folder.PathOf("log"));

        var e = Assert.ThrowsExactly<InvalidDataException>(() => new RunLog(folder.PathOf("log")));

        StringAssert.Contains(e.Message, "line 2 is no finished run");
        Assert.AreEqual(before, File.ReadAllText(folder.PathOf("log")));
    }

    [TestMethod]
    public void New_AlreadyOpen_Throws()
    {
        using var folder = new TemporaryFolder();
        using var log = new RunLog(folder.PathOf("log"));

        Assert.ThrowsExactly<IOException>(() => new RunLog(folder.PathOf("log")));
    }
}
