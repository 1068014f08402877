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
        using var images = Patches.Tensors(100);
        var dull = images with { Features = images.Features.mul(0.2).add(images.Features.mean([0], keepdim: true).mul(0.8)) };
        var log = new LogOf(_mlContext);
        using var signed = TestNetworks.Signed(Description);
        using var channel = ((IChannelProvider)_mlContext).Start("Test");
        using var network = NonNegativeRewriting.Run(signed, new CalibrationImages(dull, 32, seed: 1, () => { }), images.Features, channel);

        Assert.HasCount(0, log.Warnings, string.Join(Environment.NewLine, log.Warnings));
        Assert.IsTrue(log.Infos.Any(m => m.Contains("on all 100 training images", StringComparison.Ordinal)));
        var moved = log.Infos.Single(m => m.Contains("The bounds move scores by at most", StringComparison.Ordinal));
        Assert.IsFalse(moved.Contains("at most 0 ", StringComparison.Ordinal), moved);
        StringAssert.Contains(moved, "of 100 predictions");
    }

    [TestMethod]
    public void Run_ThenDispose_LeavesNoTensorBehind()
    {
        using var images = Patches.Tensors(100);
        using var signed = TestNetworks.Signed(Description);
        using var channel = ((IChannelProvider)_mlContext).Start("Test");
        var calibration = new CalibrationImages(images, 32, seed: 1, () => { });
        NonNegativeRewriting.Run(signed, calibration, images.Features, channel).Dispose();
        var before = LiveTensors.Count();
        NonNegativeRewriting.Run(signed, calibration, images.Features, channel).Dispose();

        // The parameters of two layers, bounded, folded and non-negative: TorchSharp never counts out what a Parameter took over.
        Assert.AreEqual(before + 4 + 4 + 6, LiveTensors.Now());
    }
}
