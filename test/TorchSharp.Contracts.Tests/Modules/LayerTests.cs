using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class LayerTests
{
    [TestMethod]
    public void Linear_Weights_AreAppliedTransposed()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 3);
        Check.Shape([3, 2], layer.weight!);
        layer.weight = new Parameter(tensor(new float[,] { { 1, 0 }, { 0, 1 }, { 1, 1 } }));
        layer.bias = new Parameter(tensor(new float[] { 0, 0, 10 }));
        Check.Near([2, 3, 15], layer.call(tensor(new float[,] { { 2, 3 } })));
        Assert.IsNull(nn.Linear(2, 3, hasBias: false).bias);
    }

    [TestMethod]
    public void Linear_StartingValues_LieWithinTheFanIn()
    {
        manual_seed(1);
        using var layer = nn.Linear(100, 50);
        foreach (var parameter in layer.parameters())
        {
            Assert.IsLessThanOrEqualTo(0.1, parameter.abs().max().ToDouble());
            Assert.IsGreaterThan(0.05, parameter.abs().max().ToDouble());
        }
    }

    [TestMethod]
    public void Conv2d_OfOnes_CountsTheWindow()
    {
        using var layer = nn.Conv2d(2, 1, 3, padding: 1, bias: false);
        nn.init.ones_(layer.parameters().Single());
        Check.Near([8, 12, 8, 12, 18, 12, 8, 12, 8], layer.call(ones(1, 2, 3, 3)));
        Check.Shape([1, 1, 2, 2], nn.Conv2d(2, 1, 3, stride: 2, padding: 1).call(ones(1, 2, 3, 3)));
        Assert.ThrowsExactly<ArgumentException>(() => layer.call(ones(1, 3, 3, 3)));
    }

    [TestMethod]
    public void Sequential_Modules_RunInOrder()
    {
        using var model = nn.Sequential(nn.Flatten(), nn.ReLU(), nn.Sigmoid());
        Check.Near([0.5f, 1 / (1 + MathF.Exp(-2))], model.call(tensor(new float[,,] { { { -1 }, { 2 } } })));
        Assert.AreEqual(3, model.Count);
        CollectionAssert.AreEqual(new[] { "0", "1", "2" }, model.named_children().Select(c => c.name).ToList());
    }

    [TestMethod]
    public void Sequential_Call_LeavesNoTensors()
    {
        using var model = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2));
        using var input = ones(3, 4);
        using var _ = no_grad();
        var before = Tensor.TotalCount;
        model.call(input).Dispose();
        Assert.AreEqual(before, Tensor.TotalCount);
    }

    [TestMethod]
    public void Pooling_Windows_AverageOrTakeTheLargest()
    {
        using var t = arange(16).to_type(ScalarType.Float32).view(1, 1, 4, 4);
        Check.Near([2.5f, 4.5f, 10.5f, 12.5f], nn.functional.avg_pool2d(t, 2));
        Check.Near([5, 7, 13, 15], nn.functional.max_pool2d(t, 2));
        Check.Near([7.5f], nn.functional.adaptive_avg_pool2d(t, 1));
        Check.Shape([1, 1, 5, 7], nn.functional.pad(t, [1, 2, 0, 1]));
    }

    [TestMethod]
    public void CrossEntropy_Reductions_AreMeanSumAndNone()
    {
        using var logits = zeros(2, 4);
        using var target = tensor(new long[] { 1, 3 });
        var each = MathF.Log(4);
        Check.Near([each], nn.functional.cross_entropy(logits, target));
        Check.Near([2 * each], nn.functional.cross_entropy(logits, target, reduction: nn.Reduction.Sum));
        Check.Near([each, each], nn.functional.cross_entropy(logits, target, reduction: nn.Reduction.None));
        Check.Near([4], nn.functional.mse_loss(full(3, 2), zeros(3)));
    }

    [TestMethod]
    public void BatchNorm_Training_CentresAndKeepsStatistics()
    {
        using var mean = zeros(1);
        using var variance = ones(1);
        using var input = tensor(new float[] { 1, 3 }, new long[] { 2, 1 });
        Check.Near([-1, 1], nn.functional.batch_norm(input, mean, variance, training: true), 1e-4);
        Check.Near([0.2f], mean);
    }

    [TestMethod]
    public void ClipGradNorm_LongGradient_IsShortened()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(zeros(2));
        using var b = new Parameter(zeros(1));
        a.grad = tensor(new float[] { 3, 0 });
        b.grad = tensor(new float[] { 4 });
        Assert.AreEqual(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-5);
        Check.Near([0.6f, 0], a.grad!, 1e-5);
        Check.Near([0.8f], b.grad!, 1e-5);
        Assert.AreEqual(1, nn.utils.clip_grad_norm_([a, b], 10), 1e-5);
        Check.Near([0.8f], b.grad!, 1e-5);
    }

    [TestMethod]
    public void Init_Rules_HaveTheirSpread()
    {
        manual_seed(3);
        using var scope = NewDisposeScope();
        var t = empty(200, 50);
        Assert.AreEqual(0.1, nn.init.normal_(t, 1, 0.1).std().ToDouble(), 0.01);
        Assert.AreEqual(Math.Sqrt(6.0 / 250), nn.init.xavier_uniform_(t).abs().max().ToDouble(), 0.001);
        Assert.AreEqual(Math.Sqrt(2.0 / 250), nn.init.xavier_normal_(t).std().ToDouble(), 0.003);
        Assert.AreEqual(Math.Sqrt(2.0 / 50), nn.init.kaiming_normal_(t, nonlinearity: nn.init.NonlinearityType.ReLU).std().ToDouble(), 0.01);
        Assert.AreEqual((50L, 200L), nn.init.CalculateFanInAndFanOut(t));
        Assert.AreEqual(Math.Sqrt(2), nn.init.calculate_gain(nn.init.NonlinearityType.ReLU));
        using var parameter = new Parameter(empty(2, 2));
        Check.Near([0, 0, 0, 0], nn.init.zeros_(parameter));
        Assert.IsTrue(parameter.is_leaf);
    }
}
