using ImageClassification.Tests;
using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests.Study;

[TestClass]
public sealed class CancellationTests
{
    [TestMethod]
    public void Do_CancelledAfterThreeRuns_KeepsThemAndGoesOnFromThere()
    {
        using var folder = new TemporaryFolder();
        using var data = SmallData.Read(train: 64, test: 10);
        var method = new RuleMethod(Microsoft.ML.MultiplicativeUpdates.UpdateRuleKind.Additive, OptimizerChoice.Sgd);
        var runs = Enumerable.Range(1, 8).Select(seed => new PlannedRun(SmallData.Spec(data, method, method.Usual, seed), method)).ToList();
        var finished = new List<int>();
        using (var cancellation = new CancellationTokenSource())
        using (var log = new RunLog(folder.PathOf("runs.jsonl")))
        {
            Assert.ThrowsExactly<OperationCanceledException>(() => new StudyRuns(data, log, 1, cancellation.Token).Do(runs, _ => { }, (run, _) =>
            {
                finished.Add(run.Spec.Seed);
                if (finished.Count == 3)
                    cancellation.Cancel();
            }));
        }

        Assert.HasCount(3, finished);
        using var again = new RunLog(folder.PathOf("runs.jsonl"));
        var rest = -1;
        new StudyRuns(data, again, 1, CancellationToken.None).Do(runs, count => rest = count, (run, _) => finished.Add(run.Spec.Seed));
        Assert.AreEqual(5, rest);
        CollectionAssert.AreEqual(Enumerable.Range(1, 8).ToList(), finished);
    }

    [TestMethod]
    public void Do_ARunFails_StopsAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        using var data = SmallData.Read(train: 64, test: 10);
        using var log = new RunLog(folder.PathOf("runs.jsonl"));
        var broken = new PeerMethod("broken", 1, (_, _) => throw new InvalidOperationException("no such optimizer"));
        var runs = Enumerable.Range(1, 4).Select(seed => new PlannedRun(SmallData.Spec(data, broken, broken.Usual, seed), broken));

        var e = Assert.ThrowsExactly<InvalidOperationException>(() => new StudyRuns(data, log, 2, CancellationToken.None).Do(runs, _ => { }, (_, _) => { }));

        Assert.AreEqual("no such optimizer", e.Message);
    }
}
