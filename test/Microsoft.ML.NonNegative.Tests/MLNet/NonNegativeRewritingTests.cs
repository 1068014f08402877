using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class NonNegativeRewritingTests
{
    private static readonly NetworkDescription Description = NetworkArchitecture.Mlp(12).Describe(new ImageShape(1, Patches.Side, Patches.Side), 4, Activations.Relu);

    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Run_ExamplesBeyondTheBounds_ReportsWhatClippingChangesWithoutAWarning()
    {
        using var scope = NewDisposeScope();
        var features = Patches.Features(100);
        using var dull = new MemorySource(new ValueLayout(Patches.Size, AreBytes: false), Patches.Classes.Length);
        foreach (var row in features.mul(0.2).add(features.mean([0], keepdim: true).mul(0.8)).split(1))
            dull.Add(0, row.data<float>().ToArray());
        dull.Complete();
        using var calibration = Calibration(dull);
        var log = new LogOf(_mlContext);
        using var signed = TestNetworks.Signed(Description);
        using var channel = ((IChannelProvider)_mlContext).Start("Test");
        using var network = NonNegativeRewriting.Run(signed, SignalRange.Unit, calibration, features, channel);

        Assert.HasCount(0, log.Warnings, string.Join(Environment.NewLine, log.Warnings));
        Assert.IsTrue(log.Infos.Any(m => m.Contains("on all 100 training images", StringComparison.Ordinal)));
        var moved = log.Infos.Single(m => m.Contains("The bounds move scores by at most", StringComparison.Ordinal));
        Assert.IsFalse(moved.Contains("at most 0 ", StringComparison.Ordinal), moved);
        StringAssert.Contains(moved, "of 100 predictions");
    }

    [TestMethod]
    public void Run_ThenDispose_LeavesNoTensorBehind()
    {
        using var features = Patches.Features(100);
        using var source = Patches.Source(100);
        using var signed = TestNetworks.Signed(Description);
        using var channel = ((IChannelProvider)_mlContext).Start("Test");
        using var calibration = Calibration(source);
        NonNegativeRewriting.Run(signed, SignalRange.Unit, calibration, features, channel).Dispose();
        var before = LiveTensors.Count();
        NonNegativeRewriting.Run(signed, SignalRange.Unit, calibration, features, channel).Dispose();

        // The parameters of two layers, bounded, folded and non-negative: TorchSharp never counts out what a Parameter took over.
        Assert.AreEqual(before + 4 + 4 + 6, LiveTensors.Now());
    }

    private static CalibrationImages Calibration(ExampleSource source) => new(source, Patches.Inputs(source), 32, seed: 1, () => { });
}
