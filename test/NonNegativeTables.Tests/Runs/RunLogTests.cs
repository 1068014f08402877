using ImageClassification.Tests;
using NonNegML.Samples.NonNegativeTables;

namespace NonNegativeTables.Tests.Runs;

[TestClass]
public sealed class RunLogTests
{
    private static readonly RunSpec Spec = Made.Spec(Method.PostNnsgd);

    [TestMethod]
    public void Add_ReadAgain_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        var result = Made.Result(0.9756);
        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(Spec, result);

        using var again = new RunLog(folder.PathOf("log"));

        Assert.AreEqual(result, again.Find(Spec with { }));
        Assert.AreEqual(new RunLog.Line(Spec, result), RunLog.Read(folder.PathOf("log")).Single());
    }

    [TestMethod]
    public void Find_AnythingElseAsked_FindsNothing()
    {
        using var folder = new TemporaryFolder();
        using var log = new RunLog(folder.PathOf("log"));
        log.Add(Spec, Made.Result(0.9));

        foreach (var other in new[]
        {
            Spec with { DataSet = DataSet.FashionMnist }, Spec with { Network = NetworkKind.Cnn }, Spec with { Activation = ActivationKind.Sigmoid }, Spec with { Method = Method.PostCsgd }, Spec with { Seed = 2 },
            Spec with { Start = Start.Matched }, Spec with { First = Spec.First with { Epochs = 49 } }, Spec with { First = Spec.First with { Eta = .4 } }, Spec with { Then = null },
            Spec with { Then = Spec.Then! with { EtaOut = .7 } }, Spec with { Then = Spec.Then! with { Schedule = Schedule.Cosine } }, Spec with { BatchSize = 128 }, Spec with { Augmented = true },
            Spec with { TrainImages = 59_999 }, Spec with { TestImages = 9999 },
        })
        {
            Assert.IsNull(log.Find(other), $"{other}");
        }
    }

    [TestMethod]
    public void New_CutShort_DropsTheHalfLineAndGoesOn()
    {
        using var folder = new TemporaryFolder();
        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(Spec, Made.Result(0.9));
        File.AppendAllText(folder.PathOf("log"), "{\"spec\":{\"dataSet\":\"mn");
        Assert.HasCount(1, RunLog.Read(folder.PathOf("log")));

        using (var log = new RunLog(folder.PathOf("log")))
            log.Add(Spec with { Seed = 2 }, Made.Result(0.8));

        Assert.HasCount(2, File.ReadAllLines(folder.PathOf("log")));
        using var again = new RunLog(folder.PathOf("log"));
        Assert.IsTrue(again.Find(Spec) is not null && again.Find(Spec with { Seed = 2 }) is not null);
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
            log.Add(Spec, Made.Result(0.9));
        File.AppendAllText(folder.PathOf("log"), line + "\n");
        var before = File.ReadAllText(folder.PathOf("log"));

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => new RunLog(folder.PathOf("log"))).Message, "line 2 is no finished run");
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => RunLog.Read(folder.PathOf("log"))).Message, "line 2 is no finished run");
        Assert.AreEqual(before, File.ReadAllText(folder.PathOf("log")));
    }

    [TestMethod]
    public void Read_WhileItIsWritten_GivesWhatIsThere()
    {
        using var folder = new TemporaryFolder();
        using var log = new RunLog(folder.PathOf("log"));
        log.Add(Spec, Made.Result(0.9));

        Assert.HasCount(1, RunLog.Read(folder.PathOf("log")));
        Assert.ThrowsExactly<IOException>(() => new RunLog(folder.PathOf("log")));
    }
}
