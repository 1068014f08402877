using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests;

[TestClass]
public class CustomFunctionTests
{
    static Tensor Random(params long[] shape) => randn(shape, dtype: ScalarType.Float64, generator: new Generator(5));

    // The value, and the gradients of the inputs.
    static Tensor[] Run(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        var leaves = Array.ConvertAll(inputs, input => input.detach().clone().requires_grad_());
        var value = function(leaves);
        value.square().sum().backward();
        return [value, .. leaves.Select(leaf => leaf.grad!)];
    }

    static void SameAs(Func<Tensor[], Tensor> operations, Func<Tensor[], Tensor> custom, params Tensor[] inputs)
    {
        foreach (var (expected, actual) in Run(operations, inputs).Zip(Run(custom, inputs)))
        {
            Check.Shape(expected.shape, actual);
            Assert.IsLessThan(1e-12, (expected - actual).abs().max().ToDouble());
        }
    }

    [TestMethod]
    public void Apply_SavedInput_IsAsTheOperations()
    {
        using var scope = NewDisposeScope();
        SameAs(t => t[0].sin().square(), t => SquaredSine.apply(t[0]), Random(3, 4));
        Check.Gradient(t => SquaredSine.apply(t[0]).sum(), Random(3, 4));
    }

    [TestMethod]
    public void Apply_SavedOutput_IsAsTheOperations()
    {
        using var scope = NewDisposeScope();
        SameAs(t => t[0].exp(), t => Exponential.apply(t[0]), Random(3, 4));
    }

    [TestMethod]
    public void Apply_AmongLayers_IsAsTheOperations()
    {
        using var scope = NewDisposeScope();
        SameAs(
            t => nn.functional.linear(nn.functional.conv2d(t[0], t[1]).sin().square().flatten(1), t[2]).exp(),
            t => Exponential.apply(nn.functional.linear(SquaredSine.apply(nn.functional.conv2d(t[0], t[1])).flatten(1), t[2])),
            Random(2, 2, 4, 4), Random(3, 2, 3, 3) * 0.1, Random(5, 12) * 0.1);
    }

    [TestMethod]
    public void Apply_UsedTwice_AddsTheGradients()
    {
        using var scope = NewDisposeScope();
        SameAs(
            t => { var y = t[0].exp(); return y * t[0] + y.sin().square(); },
            t => { var y = Exponential.apply(t[0]); return y * t[0] + SquaredSine.apply(y); },
            Random(3, 4));
    }

    [TestMethod]
    public void Apply_ArgumentsOfAllKinds_GivesGradientsToTensors()
    {
        using var scope = NewDisposeScope();
        SameAs(t => t[0] * t[1] * 3, t => Weighted.apply(3.0, t[0], t[1]), Random(2, 3), Random(2, 3));
        SameAs(t => t[0] * 3, t => Weighted.apply(3.0, t[0], null!), Random(2, 3));
        using var fixedWeight = Random(2, 3);
        SameAs(t => t[0] * fixedWeight * 3, t => Weighted.apply(3.0, t[0], fixedWeight), Random(2, 3));
        Assert.IsNull(fixedWeight.grad);
    }

    [TestMethod]
    public void Apply_SeveralOutputs_IsAsTheOperations()
    {
        using var scope = NewDisposeScope();
        SameAs(t => t[0].sin() * t[0].cos(), t => { var y = SineAndCosine.apply(t[0], true); return y[0] * y[1]; }, Random(3));
        SineAndCosine.Missing = 0;
        SameAs(t => t[0].cos(), t => SineAndCosine.apply(t[0], true)[1], Random(3));
        Assert.AreEqual(0, SineAndCosine.Missing);
        SameAs(t => t[0].cos(), t => SineAndCosine.apply(t[0], false)[1], Random(3));
        Assert.AreEqual(1, SineAndCosine.Missing);
    }

    [TestMethod]
    public void Apply_MarkedNonDifferentiable_HasNoGradient()
    {
        using var scope = NewDisposeScope();
        var outputs = DoubledAndSigns.apply(Random(3).requires_grad_());
        Assert.IsTrue(outputs[0].requires_grad);
        Assert.IsFalse(outputs[1].requires_grad);
        SameAs(t => t[0] * 2, t => DoubledAndSigns.apply(t[0])[0], Random(3));
    }

    [TestMethod]
    public void Apply_InputReturned_HasTheGradientOfBackward()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        ReversedGradient.apply(x).sum().backward();
        Check.Near([-1, -1, -1], x.grad!);
        using (no_grad()) Assert.IsFalse(ReversedGradient.apply(x).requires_grad);
        Assert.IsTrue(x.is_leaf);
    }

    [TestMethod]
    public void Apply_InputChangedInPlace_KeepsTheGraphBehindIt()
    {
        using var scope = NewDisposeScope();
        var x = ones(3, requires_grad: true);
        var y = x * 3;
        DoubledInPlace.apply(y).square().sum().backward();
        Check.Near([6, 6, 6], y);
        Check.Near([72, 72, 72], x.grad!);
    }

    [TestMethod]
    public void Apply_CreateGraph_GivesSecondDerivatives()
    {
        using var scope = NewDisposeScope();
        var x = Random(3).requires_grad_();
        var first = autograd.grad([SquaredSine.apply(x).sum()], [x], create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        Assert.IsLessThan(1e-12, (second - (x * 2).cos() * 2).abs().max().ToDouble());
    }

    [TestMethod]
    public void Backward_RetainGraph_CanRunAgain()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, requires_grad: true);
        var y = Exponential.apply(x).sum();
        autograd.backward([y], retain_graph: true);
        autograd.backward([y]);
        Check.Near([2, 2], x.grad!);
    }

    [TestMethod]
    public void Apply_NoGradientNeeded_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        using var x = ones(2, requires_grad: true);
        using (no_grad()) Assert.IsFalse(Exponential.apply(x).requires_grad);
        Assert.IsTrue(is_grad_enabled());
        using var constant = ones(2);
        var y = Exponential.apply(constant);
        Assert.IsFalse(y.requires_grad);
        Assert.IsTrue(y.is_leaf);
        var recorded = Exponential.apply(x);
        Assert.IsTrue(recorded.requires_grad);
        Assert.IsFalse(recorded.is_leaf);
    }

    [TestMethod]
    public void Backward_OnManyThreads_StaysApart()
    {
        Parallel.For(0, 4, i =>
        {
            using var scope = NewDisposeScope();
            for (var n = 0; n < 50; n++)
            {
                var x = full([2], (double)i, ScalarType.Float64).requires_grad_();
                Exponential.apply(x).sum().backward();
                Assert.AreEqual(Math.Exp(i), x.grad![0].ToDouble(), 1e-9);
            }
        });
    }

    [TestMethod]
    public void ForwardAndBackward_ManyTimes_LeaveNoTensor()
    {
        using var x = ones(64, requires_grad: true);
        var (before, inScopes) = (Tensor.TotalCount, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Exponential.Backwards = 0;
        for (var i = 0; i < 1000; i++)
        {
            using var scope = NewDisposeScope();
            (Exponential.apply(x) + SquaredSine.apply(x)).sum().backward();
            x.grad = null;
        }
        Assert.AreEqual(1000, Exponential.Backwards);
        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.AreEqual(inScopes, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    // 500 times 4 MB of saved output, with backward, without it, and without a gradient at all.
    [TestMethod]
    [DataRow(true, true)]
    [DataRow(false, true)]
    [DataRow(false, false)]
    public void SavedOutput_ManyTimes_TakesNoMoreMemory(bool backward, bool recorded)
    {
        using var x = zeros(1 << 20, requires_grad: recorded);
        void Step()
        {
            using var scope = NewDisposeScope();
            var y = Exponential.apply(x).sum();
            if (backward) y.backward();
            x.grad = null;
        }
        for (var i = 0; i < 20; i++) Step();
        var before = Environment.WorkingSet;
        for (var i = 0; i < 500; i++) Step();
        Assert.IsLessThan(200e6, Environment.WorkingSet - before);
    }

    [TestMethod]
    public void DroppedFunction_WithoutBackward_FreesWhatItSaved()
    {
        var data = Dropped();
        for (var i = 0; i < 10 && data.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.IsFalse(data.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference Dropped()
    {
        using var scope = NewDisposeScope();
        object factor = 3.0;
        Weighted.apply(factor, ones(2, requires_grad: true), null!);
        return new WeakReference(factor);
    }
}
