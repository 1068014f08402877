using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests;

[TestClass]
public class ErrorTests
{
    static void Fails(string part, Action action)
    {
        var error = Assert.ThrowsExactly<ExternalException>(action);
        Assert.Contains(part, error.Message);
    }

    [TestMethod]
    public void Add_ShapesThatDoNotFit_SaysSo() => Fails("must match the size of tensor b (3)", () => ones(2).add(ones(3)));

    // Not with matmul, of which the real library (0.102) lets the C++ exception end the process.
    [TestMethod]
    public void Mm_ShapesThatDoNotFit_SaysSo() => Fails("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", () => ones(2, 3).mm(ones(2, 3)));

    [TestMethod]
    public void View_WrongSize_SaysSo() => Fails("invalid for input of size 6", () => ones(6).view(4));

    [TestMethod]
    public void Conv2d_KernelLargerThanInput_SaysSo() => Fails("Kernel size can't be greater than actual input size", () => nn.functional.conv2d(ones(1, 1, 2, 2), ones(1, 1, 3, 3)));

    [TestMethod]
    public void Conv2d_OtherChannels_SaysSo() => Fails("to have 3 channels", () => nn.functional.conv2d(ones(1, 2, 4, 4), ones(1, 3, 3, 3)));

    [TestMethod]
    public void CrossEntropy_TargetOutOfRange_SaysSo() =>
        Fails("out of bounds", () => nn.functional.cross_entropy(ones(1, 3), tensor(new long[] { 5 })));

    [TestMethod]
    public void Select_OutOfRange_SaysSo() => Fails("out of range", () => ones(3).select(0, 3));

    [TestMethod]
    public void Item_OfSeveral_SaysSo() => Fails("Tensor", () => ones(3).ToScalar());

    [TestMethod]
    public void Clamp_NoBound_SaysSo() => Fails("At least one of 'min' or 'max' must not be None", () => ones(3).clamp((Scalar?)null, null));

    [TestMethod]
    public void InPlace_OnLeaf_SaysSo() => Fails("a leaf Variable that requires grad", () => ones(2, requires_grad: true).add_(1));

    [TestMethod]
    public void Backward_Twice_SaysSo()
    {
        using var x = ones(2, requires_grad: true);
        using var loss = x.square().sum();
        loss.backward();
        Fails("backward through the graph a second time", () => loss.backward());
    }

    [TestMethod]
    public void Backward_WithoutGraph_SaysSo() => Fails("does not require grad", () => ones(1).backward());

    [TestMethod]
    public void RequiresGrad_OfIntegers_SaysSo() => Fails("floating point", () => arange(3).requires_grad = true);

    [TestMethod]
    public void Disposed_Tensor_ThrowsInvalidOperation()
    {
        var t = ones(2);
        t.Dispose();
        Assert.IsTrue(t.IsInvalid);
        foreach (var use in new Action[] { () => _ = t.Handle, () => t.add(1), () => t.zero_(), () => _ = t.shape, () => ones(2).add(t), () => cat([ones(2), t]) })
        {
            var error = Assert.ThrowsExactly<InvalidOperationException>(use);
            Assert.Contains("Tensor invalid -- empty handle", error.Message);
        }
        t.Dispose();
    }

    [TestMethod]
    public void Errors_OnManyThreads_StayApart()
    {
        Parallel.For(0, 8, i =>
        {
            for (var n = 0; n < 20; n++)
            {
                var error = Assert.ThrowsExactly<ExternalException>(() => ones(6).view(7 + i));
                Assert.Contains($"[{7 + i}]", error.Message);
            }
        });
    }
}
