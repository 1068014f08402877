using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class BatchNormTests
{
    // One channel with mean 2 and variance 5 (unbiased 20/3).
    static Tensor Images => tensor(new float[] { -1, 1, 3, 5 }, new long[] { 2, 1, 1, 2 });

    [TestMethod]
    public void Construction_Default_HasItsParametersAndBuffers()
    {
        using var layer = nn.BatchNorm2d(3);
        CollectionAssert.AreEqual(new[] { "weight", "bias" }, layer.named_parameters().Select(p => p.name).ToList());
        CollectionAssert.AreEqual(new[] { "running_mean", "running_var", "num_batches_tracked" }, layer.named_buffers().Select(b => b.name).ToList());
        Check.Near([1, 1, 1], layer.weight!);
        Check.Near([0, 0, 0], layer.bias!);
        Check.Near([0, 0, 0], layer.running_mean!);
        Check.Near([1, 1, 1], layer.running_var!);
        Assert.AreEqual(ScalarType.Int64, layer.num_batches_tracked!.dtype);
        Check.Shape([], layer.num_batches_tracked!);
    }

    [TestMethod]
    public void Forward_Training_CentresAndKeepsStatistics()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm2d(1);
        var root = MathF.Sqrt(5);
        Check.Near([-3 / root, -1 / root, 1 / root, 3 / root], layer.call(Images), 1e-5);
        Check.Near([0.2f], layer.running_mean!);
        Check.Near([0.9f + 0.1f * 20 / 3], layer.running_var!);
        Assert.AreEqual(1, layer.num_batches_tracked!.ToInt64());
        layer.call(Images);
        Check.Near([0.38f], layer.running_mean!);
        Assert.AreEqual(2, layer.num_batches_tracked!.ToInt64());
    }

    [TestMethod]
    public void Forward_Evaluating_UsesTheStatisticsAndKeepsThem()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm2d(1, eps: 0);
        using (no_grad())
        {
            layer.get_buffer("running_mean")!.fill_(1);
            layer.get_buffer("running_var")!.fill_(4);
            layer.get_parameter("weight")!.fill_(3);
            layer.get_parameter("bias")!.fill_(0.5);
        }
        layer.eval();
        Check.Near([-2.5f, 0.5f, 3.5f, 6.5f], layer.call(Images));
        Check.Near([1], layer.running_mean!);
        Assert.AreEqual(0, layer.num_batches_tracked!.ToInt64());
    }

    [TestMethod]
    public void Forward_Momentum_IsTheShareOfTheNewBatch()
    {
        using var layer = nn.BatchNorm2d(1, momentum: 1);
        layer.call(Images).Dispose();
        Check.Near([2], layer.running_mean!);
        Check.Near([20f / 3], layer.running_var!, 1e-5);
        layer.reset_running_stats();
        Check.Near([0], layer.running_mean!);
        Check.Near([1], layer.running_var!);
        Assert.AreEqual(0, layer.num_batches_tracked!.ToInt64());
    }

    [TestMethod]
    public void Construction_WithoutAffineAndStatistics_HasNeither()
    {
        using var layer = nn.BatchNorm2d(1, affine: false, track_running_stats: false);
        Assert.IsEmpty(layer.parameters().ToList());
        Assert.IsEmpty(layer.buffers().ToList());
        layer.eval();
        var root = MathF.Sqrt(5);
        Check.Near([-3 / root, -1 / root, 1 / root, 3 / root], layer.call(Images), 1e-5);
    }

    [TestMethod]
    public void Forward_OtherShapes_Throws()
    {
        using var layer = nn.BatchNorm2d(1);
        Assert.ThrowsExactly<ArgumentException>(() => layer.call(ones(2, 1)));
        Assert.ThrowsExactly<ExternalException>(() => layer.call(ones(2, 3, 1, 1)));
        Assert.Contains("Expected more than 1 value per channel", Assert.ThrowsExactly<ExternalException>(() => layer.call(ones(1, 1, 1, 1))).Message);
    }

    [TestMethod]
    public void Backward_Training_ReachesInputWeightAndBias()
    {
        using var weight = tensor(new double[] { 1.5, 0.5 });
        using var bias = tensor(new double[] { 0.1, -0.2 });
        using var input = randn(3, 2, 2, 2, dtype: ScalarType.Float64, generator: new Generator(5));
        using var mean = zeros(2, dtype: ScalarType.Float64);
        using var variance = ones(2, dtype: ScalarType.Float64);
        Check.Gradient(t => nn.functional.batch_norm(t[0], mean, variance, t[1], t[2], training: true).pow(3).sum(), input, weight, bias);
    }

    [TestMethod]
    public void To_OtherType_KeepsIdentityAndConvertsTheCountToo()
    {
        using var layer = nn.BatchNorm2d(1);
        var (parameter, buffer) = (layer.get_parameter("weight")!, layer.get_buffer("running_mean")!);
        layer.to(ScalarType.Float64);
        Assert.AreSame(parameter, layer.get_parameter("weight"));
        Assert.AreSame(buffer, layer.get_buffer("running_mean"));
        Assert.AreEqual(ScalarType.Float64, parameter.dtype);
        Assert.AreEqual(ScalarType.Float64, buffer.dtype);
        Assert.AreEqual(ScalarType.Float64, layer.num_batches_tracked!.dtype);
        layer.call(Images.to_type(ScalarType.Float64)).Dispose();
        Assert.AreEqual(1, layer.num_batches_tracked!.ToDouble());
    }

    [TestMethod]
    public void State_OfATrainedLayer_IsSavedAndLoaded()
    {
        using var a = nn.Sequential(("norm", nn.BatchNorm2d(1)));
        using var b = nn.Sequential(("norm", nn.BatchNorm2d(1)));
        a.call(Images).Dispose();
        CollectionAssert.AreEqual(new[] { "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked" }, a.state_dict().Keys.ToList());
        var stream = new MemoryStream();
        a.save(stream);
        b.load(new MemoryStream(stream.ToArray()));
        foreach (var (key, value) in a.state_dict()) Assert.IsTrue(value.Equals(b.state_dict()[key]), key);
    }

    [TestMethod]
    public void Properties_Set_TakeOver()
    {
        using var layer = nn.BatchNorm2d(1, eps: 0);
        layer.weight = new Parameter(full(1, 2.0));
        layer.bias = new Parameter(full(1, 1.0));
        layer.running_mean = full(1, 3.0);
        layer.running_var = full(1, 4.0);
        layer.eval();
        Check.Near([-3, -1, 1, 3], layer.call(Images));
        Assert.ThrowsExactly<ArgumentNullException>(() => layer.weight = null);
        Assert.ThrowsExactly<ArgumentNullException>(() => layer.running_mean = null);
    }
}
