using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests;

[TestClass]
public class AutogradTests
{
    static Tensor Random(params long[] shape) => randn(shape, dtype: ScalarType.Float64, generator: new Generator(5));

    [TestMethod]
    public void Conv2d_Gradients_AreTheDifferences()
    {
        using var scope = NewDisposeScope();
        Check.Gradient(t => nn.functional.conv2d(t[0], t[1], t[2], strides: [2, 1], padding: [1, 0]).square().sum(), Random(2, 2, 4, 3), Random(3, 2, 2, 2), Random(3));
    }

    [TestMethod]
    public void LinearAndTanh_Gradients_AreTheDifferences()
    {
        using var scope = NewDisposeScope();
        Check.Gradient(t => nn.functional.linear(t[0], t[1], t[2]).tanh().sum(), Random(3, 4), Random(2, 4), Random(2));
    }

    [TestMethod]
    public void CrossEntropy_Gradients_AreTheDifferences()
    {
        using var scope = NewDisposeScope();
        var target = tensor(new long[] { 2, 0, 1 });
        Check.Gradient(t => nn.functional.cross_entropy(t[0], target, label_smoothing: 0.1), Random(3, 4));
        Check.Gradient(t => nn.functional.nll_loss(t[0].log_softmax(1), target), Random(3, 4));
    }

    [TestMethod]
    public void PoolingAndPadding_Gradients_AreTheDifferences()
    {
        using var scope = NewDisposeScope();
        Check.Gradient(t => nn.functional.avg_pool2d(t[0], 2).square().sum(), Random(1, 2, 4, 4));
        Check.Gradient(t => nn.functional.max_pool2d(t[0], 2, stride: 1).square().sum(), Random(1, 1, 3, 3));
        Check.Gradient(t => nn.functional.pad(t[0], [1, 0, 2, 1], value: 3).square().sum(), Random(1, 1, 2, 2));
    }

    [TestMethod]
    public void Backward_CalledTwice_AddsGradients()
    {
        using var x = tensor(new float[] { 1, 2 }, requires_grad: true);
        x.square().sum().backward();
        x.square().sum().backward();
        Check.Near([4, 8], x.grad!);
        Assert.IsTrue(x.is_leaf);
        Assert.IsFalse(x.square().is_leaf);
    }

    [TestMethod]
    public void Backward_RetainGraph_CanRunAgain()
    {
        using var x = tensor(new float[] { 3 }, requires_grad: true);
        using var y = x.square().sum();
        autograd.backward([y], retain_graph: true);
        autograd.backward([y]);
        Check.Near([12], x.grad!);
    }

    [TestMethod]
    public void Grad_Set_IsWhereBackwardAddsTo()
    {
        using var buffer = zeros(4);
        using var x = ones(2, requires_grad: true);
        x.grad = buffer.narrow(0, 2, 2);
        x.mul(3).sum().backward();
        Check.Near([0, 0, 3, 3], buffer);
        x.grad = null;
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void Grad_OfAFunction_LeavesTheLeavesAlone()
    {
        using var x = tensor(new float[] { 3 }, requires_grad: true);
        using var y = x.pow(3).sum();
        var first = autograd.grad([y], [x], create_graph: true);
        var second = autograd.grad([first[0].sum()], [x]);
        Check.Near([27], first[0]);
        Check.Near([18], second[0]);
        Assert.IsNull(x.grad);
    }

    [TestMethod]
    public void NoGrad_OnThisThread_RecordsNothing()
    {
        using var x = ones(2, requires_grad: true);
        Assert.IsTrue(is_grad_enabled());
        using (no_grad())
        {
            Assert.IsFalse(is_grad_enabled());
            Assert.IsFalse(x.mul(2).requires_grad);
            using (enable_grad()) Assert.IsTrue(x.mul(2).requires_grad);
            var elsewhere = false;
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
            Assert.IsTrue(elsewhere);
            x.add_(1);
        }
        Assert.IsTrue(x.mul(2).requires_grad);
        Check.Near([2, 2], x);
    }

    [TestMethod]
    public void InferenceMode_OnThisThread_RecordsNothing()
    {
        using var x = ones(2, requires_grad: true);
        using (inference_mode())
        {
            Assert.IsTrue(is_inference_mode_enabled());
            Assert.IsFalse(x.mul(2).requires_grad);
        }
        Assert.IsFalse(is_inference_mode_enabled());
    }

    [TestMethod]
    public void Detach_Result_HasNoGraph()
    {
        using var x = ones(2, requires_grad: true);
        using var y = x.mul(2).detach();
        Assert.IsFalse(y.requires_grad);
        Assert.IsTrue(y.is_leaf);
    }
}
