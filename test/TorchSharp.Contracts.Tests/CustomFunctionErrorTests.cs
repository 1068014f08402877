using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests;

/// <summary>
/// Exceptions in the backward of a custom function. The real library (0.102) lets them run through its native frames, which ends the process
/// outside of Windows, and it keeps saved tensors after backward; so these tests are for the stand-in, whose assembly has a version of its own.
/// </summary>
[TestClass]
public class CustomFunctionErrorTests
{
    [TestInitialize]
    public void OnlyTheStandInSurvives()
    {
        if (typeof(torch).Assembly.GetName().Version!.Major == 0) Assert.Inconclusive("The real library ends the process where backward throws.");
    }

    static TException Fails<TException>(Func<Tensor, List<Tensor>> backward) where TException : Exception
    {
        var before = Tensor.TotalCount;
        Scripted.Script = backward;
        TException? error;
        using (var x = ones(2, requires_grad: true))
        using (NewDisposeScope())
        {
            error = Assert.ThrowsExactly<TException>(() => Scripted.apply(x * 2).sum().backward());
            Assert.ThrowsExactly<TException>(() => autograd.grad([Scripted.apply(x).sum()], [x]));
            Assert.IsNull(x.grad);
            Scripted.Script = g => [g];
            Scripted.apply(x).sum().backward();
            Check.Near([1, 1], x.grad!);
        }
        Assert.AreEqual(before, Tensor.TotalCount);
        return error;
    }

    [TestMethod]
    public void Backward_Throws_SurfacesAsThrown() =>
        Assert.AreEqual("no way back", Fails<NotSupportedException>(_ => throw new NotSupportedException("no way back")).Message);

    [TestMethod]
    public void Backward_OperationFails_SurfacesItsMessage() =>
        Assert.Contains("must match the size of tensor b (3)", Fails<ExternalException>(g => [g.add(ones(3))]).Message);

    [TestMethod]
    public void Backward_GradientOfAnotherShape_SaysSo() =>
        Assert.Contains("Scripted returned an invalid gradient at index 0", Fails<ExternalException>(_ => [ones(5)]).Message);

    [TestMethod]
    public void Backward_OtherNumberOfGradients_SaysSo()
    {
        Assert.Contains("Scripted returned 0 gradients; expected 1", Fails<InvalidOperationException>(_ => []).Message);
        Assert.Contains("Scripted returned 2 gradients; expected 1", Fails<InvalidOperationException>(g => [g, g]).Message);
    }

    [TestMethod]
    public void Backward_FailsManyTimes_DoesNotCrash()
    {
        for (var i = 0; i < 200; i++) Fails<NotSupportedException>(_ => throw new NotSupportedException());
    }

    [TestMethod]
    public void SavedTensor_ChangedInPlace_SaysSo()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        var y = x * 2;
        var loss = SquaredSine.apply(y).sum();
        y.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.ThrowsExactly<ExternalException>(() => loss.backward()).Message);
    }

    [TestMethod]
    public void SavedTensors_AfterBackward_AreGone()
    {
        using var scope = NewDisposeScope();
        var loss = SquaredSine.apply(ones(2, requires_grad: true)).sum();
        autograd.backward([loss]);
        Assert.Contains("a second time", Assert.ThrowsExactly<ExternalException>(() => loss.backward()).Message);
    }
}
