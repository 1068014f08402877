using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class FactoriesTests
{
    [TestMethod]
    public void Constants_Shape_AreFilled()
    {
        Check.Near([0, 0], zeros(2));
        Check.Near([1, 1, 1, 1], ones(2, 2));
        Check.Near([7, 7], full(2, 7));
        Check.Shape([2, 3, 4], empty(2, 3, 4));
        Check.Shape([5, 1], zeros(new long[] { 5, 1 }));
        Assert.AreEqual(ScalarType.Int64, zeros(2, dtype: ScalarType.Int64).dtype);
        Assert.AreEqual(ScalarType.Int64, full(2, 7).dtype);
        Assert.AreEqual(ScalarType.Float32, full(2, 7.0).dtype);
        Assert.IsTrue(zeros(2, requires_grad: true).requires_grad);
    }

    [TestMethod]
    public void Like_AnotherTensor_TakesItsShapeAndType()
    {
        using var t = ones(2, 3, dtype: ScalarType.Float64);
        Assert.AreEqual(ScalarType.Float64, zeros_like(t).dtype);
        Check.Shape([2, 3], ones_like(t, dtype: ScalarType.Int32));
        Check.Shape([2, 3], randn_like(t));
        Assert.AreEqual(12, full_like(t, 2).sum().ToDouble());
    }

    [TestMethod]
    public void Arange_Bounds_CountsUp()
    {
        Check.Near([0, 1, 2], arange(3));
        Assert.AreEqual(ScalarType.Int64, arange(3).dtype);
        Check.Near([1, 1.5f, 2], arange(1, 2.5, 0.5));
        Check.Near([0, 0.5f, 1], linspace(0, 1, 3));
        Check.Near([1, 0, 0, 1], eye(2));
    }

    [TestMethod]
    public void Random_SameSeed_RepeatsItself()
    {
        manual_seed(42);
        using var a = randn(100);
        using var p = randperm(50);
        manual_seed(42);
        using var b = randn(100);
        using var q = randperm(50);
        Assert.IsTrue(a.Equals(b));
        Assert.IsTrue(p.Equals(q));
        Assert.AreEqual(49 * 25, p.sum().ToInt64());
    }

    [TestMethod]
    public void Random_OwnGenerator_IsIndependentOfTheGlobalOne()
    {
        using var first = new Generator(7);
        using var second = new Generator(7);
        using var a = rand(10, generator: first);
        manual_seed(3);
        using var b = rand(10, generator: second);
        Assert.IsTrue(a.Equals(b));
        using var t = zeros(1000).normal_(2, 0.5, first);
        Assert.AreEqual(2, t.mean().ToDouble(), 0.1);
        Assert.AreEqual(0.5, t.std().ToDouble(), 0.1);
        using var u = zeros(1000).uniform_(-1, 3, first);
        Assert.IsTrue(u.min().ToDouble() >= -1 && u.max().ToDouble() < 3);
    }

    [TestMethod]
    public void GeneratorState_Restored_RepeatsItself()
    {
        using var generator = new Generator(1);
        using var state = generator.get_state();
        using var a = rand(5, generator: generator);
        generator.set_state(state);
        using var b = rand(5, generator: generator);
        Assert.IsTrue(a.Equals(b));
    }

    [TestMethod]
    public void Device_FromText_HasTypeAndIndex()
    {
        var device = new Device("cuda:1");
        Assert.AreEqual(DeviceType.CUDA, device.type);
        Assert.AreEqual(1, device.index);
        Assert.AreEqual("cuda:1", device.ToString());
        Assert.AreEqual("cpu", CPU.ToString());
        Assert.AreEqual(-1, torch.device("cpu").index);
    }

    [TestMethod]
    public void Cuda_Absent_IsNotAvailable()
    {
        if (cuda.is_available()) Assert.IsGreaterThan(0, cuda.device_count());
        else Assert.AreEqual(0, cuda.device_count());
    }

    [TestMethod]
    public void AllowTf32_Set_IsKept()
    {
        var (matmul, cudnn) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        backends.cuda.matmul.allow_tf32 = !matmul;
        backends.cudnn.allow_tf32 = !cudnn;
        Assert.AreEqual((!matmul, !cudnn), (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32));
        (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (matmul, cudnn);
    }

    [TestMethod]
    public void NumThreads_Set_IsKept()
    {
        var before = get_num_threads();
        set_num_threads(1);
        Assert.AreEqual(1, get_num_threads());
        set_num_threads(before);
        Assert.AreEqual(before, get_num_threads());
        Assert.IsGreaterThan(0, get_num_interop_threads());
    }

    [TestMethod]
    public void Tensor_ArrayConvertedWithGradient_IsNoLeaf()
    {
        using var converted = torch.tensor(new[] { 1.0, 2.0 }, dtype: torch.float32, requires_grad: true);
        using var plain = torch.tensor(new[] { 1.0, 2.0 }, requires_grad: true);

        Assert.IsTrue(converted.requires_grad);
        Assert.IsFalse(converted.is_leaf);
        Assert.IsTrue(plain.is_leaf);
    }
}
