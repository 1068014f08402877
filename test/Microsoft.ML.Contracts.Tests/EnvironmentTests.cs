using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class EnvironmentTests
{
    [TestMethod]
    public void Log_MessageOfAComponent_NamesSourceAndKind()
    {
        var ml = new MLContext();
        var messages = new List<LoggingEventArgs>();
        ml.Log += (_, message) => messages.Add(message);
        new MeanEstimator(ml, "Value").Fit(ml.Data.LoadFromEnumerable([new Row { Value = 2 }, new Row { Value = 4 }]));

        var info = messages.Single(m => m.Kind == ChannelMessageKind.Info);
        Assert.AreEqual("MeanEstimator; Training", info.Source);
        Assert.AreEqual("mean of Value: 3", info.RawMessage);
        Assert.AreEqual("[Source=MeanEstimator; Training, Kind=Info] mean of Value: 3", info.Message);
        var own = messages.Where(m => m.Source == "MeanEstimator; Training").Select(m => m.RawMessage).ToArray();
        Assert.AreEqual("Channel started", own[0]);
        Assert.AreEqual("Channel disposed", own[^1]);
    }

    [TestMethod]
    public void Log_BracesInPlainMessage_AreNoFormat()
    {
        var ml = new MLContext();
        var messages = new List<string>();
        ml.Log += (_, message) => messages.Add(message.RawMessage);
        using (var channel = ((IHostEnvironment)ml).Start("Channel"))
            channel.Warning(MessageSensitivity.None, "{0}");
        CollectionAssert.Contains(messages, "{0}");
    }

    [TestMethod]
    public void Rand_SameSeed_GivesSameNumbers()
    {
        static int[] Draw(int? seed)
        {
            var host = ((IHostEnvironment)new MLContext(seed)).Register("Component");
            return [.. Enumerable.Range(0, 5).Select(_ => host.Rand.Next(1000))];
        }

        CollectionAssert.AreEqual(Draw(7), Draw(7));
        CollectionAssert.AreNotEqual(Draw(7), Draw(8));
        CollectionAssert.AreNotEqual(Draw(null), Draw(null));
    }

    [TestMethod]
    public void Rand_Seeded_GivesTheSameNumbersEverywhere()
    {
        var host = ((IHostEnvironment)new MLContext(42)).Register("Component");
        CollectionAssert.AreEqual(ExpectedNumbers, Enumerable.Range(0, 5).Select(_ => host.Rand.Next(1000)).ToArray());
    }

    [TestMethod]
    public void Register_SecondHost_DrawsOtherNumbers()
    {
        var environment = (IHostEnvironment)new MLContext(7);
        Assert.AreNotEqual(environment.Register("A").Rand.NextDouble(), environment.Register("B").Rand.NextDouble());
    }

    [TestMethod]
    public void Register_Host_HasTheSettingsOfTheContext()
    {
        var ml = new MLContext(5) { GpuDeviceId = 1, FallbackToCpu = true, TempFilePath = "somewhere" };
        var host = ((IHostEnvironment)ml).Register("Component");
        Assert.AreEqual(5, Internals.Setting(host, "Seed"));
        Assert.AreEqual(1, Internals.Setting(host, "GpuDeviceId"));
        Assert.AreEqual(true, Internals.Setting(host, "FallbackToCpu"));
        Assert.AreEqual("somewhere", Internals.Setting(host, "TempFilePath"));
    }

    [TestMethod]
    public void Environment_OfTrainersCatalog_ReachesTheLogOfTheContext()
    {
        var ml = new MLContext();
        var sources = new List<string>();
        ml.Log += (_, message) => sources.Add(message.Source);
        using (Internals.Environment(Internals.Owner(ml.MulticlassClassification.Trainers)).Start("Here"))
        {
        }

        CollectionAssert.Contains(sources, "Here");
    }

    [TestMethod]
    public void CancelExecution_ReachesHostsRegisteredBefore()
    {
        var ml = new MLContext();
        var before = ((IHostEnvironment)ml).Register("Before");
        var inner = before.Register("Inner");
        Assert.IsFalse(Internals.IsCanceled(before));
        Internals.Cancel(ml);
        Assert.IsTrue(Internals.IsCanceled(before));
        Assert.IsTrue(Internals.IsCanceled(inner));
        Assert.IsTrue(Internals.IsCanceled(((IHostEnvironment)ml).Register("After")));
        GC.KeepAlive(before);
    }

    [TestMethod]
    public void ProgressChannel_TooManyValues_Throws()
    {
        var host = ((IHostEnvironment)new MLContext()).Register("Component");
        using var progress = host.StartProgressChannel("Progress");
        progress.SetHeader(new ProgressHeader(["Loss"], ["epochs"]), entry => entry.SetProgress(0, 1, 2));
        progress.Checkpoint(0.5, 1, 2);
        Assert.ThrowsExactly<InvalidOperationException>(() => progress.Checkpoint(0.5, 1, 2, 3));
    }

    private static readonly int[] ExpectedNumbers = [607, 84, 25, 345, 231];

    private sealed class Row
    {
        public float Value { get; set; }
    }
}
