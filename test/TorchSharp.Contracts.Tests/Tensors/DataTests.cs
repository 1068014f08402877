using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class DataTests
{
    [TestMethod]
    public void Tensor_OfArray_CopiesIt()
    {
        var array = new float[] { 1, 2, 3, 4 };
        using var t = tensor(array, new long[] { 2, 2 });
        array[0] = 9;
        Check.Shape([2, 2], t);
        Check.Near([1, 2, 3, 4], t);
    }

    [TestMethod]
    public void Tensor_OfEachElementType_HasThatType()
    {
        Assert.AreEqual(ScalarType.Float32, tensor(1f).dtype);
        Assert.AreEqual(ScalarType.Float64, tensor(new double[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Int32, tensor(new[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Int64, tensor(new[] { 1L }).dtype);
        Assert.AreEqual(ScalarType.Byte, tensor(new byte[] { 1 }).dtype);
        Assert.AreEqual(ScalarType.Bool, tensor(new[] { true }).dtype);
        Assert.AreEqual(ScalarType.Float32, tensor(new double[] { 1 }, dtype: ScalarType.Float32).dtype);
        Assert.AreEqual(ScalarType.Float32, tensor(new float[] { 1 }).to(float32).dtype);
        Check.Shape([2, 3], tensor(new float[2, 3]));
        Check.Shape([], tensor(2.5));
    }

    [TestMethod]
    public void Tensor_FewerElementsThanTheShape_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() => tensor(new float[] { 1, 2, 3 }, new long[] { 2, 2 }));

    [TestMethod]
    public void Bytes_Written_ChangeTheTensor()
    {
        using var t = zeros(3);
        MemoryMarshal.Cast<byte, float>(t.bytes)[1] = 5;
        Check.Near([0, 5, 0], t);
        Assert.AreEqual(12, t.bytes.Length);
    }

    [TestMethod]
    public void Bytes_OfPart_StartAtItsOffset()
    {
        using var t = arange(4).to_type(ScalarType.Float32);
        using var n = t.narrow(0, 2, 2);
        CollectionAssert.AreEqual(new float[] { 2, 3 }, MemoryMarshal.Cast<byte, float>(n.bytes).ToArray());
    }

    [TestMethod]
    public void Bytes_NotContiguous_Throw()
    {
        using var t = ones(2, 3).t();
        Assert.ThrowsExactly<InvalidOperationException>(() => t.bytes.Length);
    }

    [TestMethod]
    public void Data_NotContiguous_IsInRowMajorOrder()
    {
        using var t = arange(6).view(2, 3).t();
        CollectionAssert.AreEqual(new long[] { 0, 3, 1, 4, 2, 5 }, t.data<long>().ToArray());
        CollectionAssert.AreEqual(new long[] { 0, 3, 1, 4, 2, 5 }, t.data<long>().ToList());
        Assert.AreEqual(4, t.data<long>()[1, 1]);
        Assert.AreEqual(6, t.data<long>().Count);
        var copy = new long[6];
        t.data<long>().CopyTo(copy);
        Assert.AreEqual(5, copy[5]);
    }

    [TestMethod]
    public void Data_Assigned_ChangesTheTensor()
    {
        using var t = zeros(2, 2);
        var data = t.data<float>();
        data[1, 0] = 3;
        Check.Near([0, 0, 3, 0], t);
    }

    [TestMethod]
    public void Data_OfAnotherType_Throws()
    {
        using var t = ones(2);
        Assert.ThrowsExactly<ArgumentException>(() => t.data<double>());
        Assert.ThrowsExactly<ArgumentException>(() => t.item<float>());
    }

    [TestMethod]
    public void Item_OfOneElement_IsItsValue()
    {
        using var t = tensor(2.5f);
        Assert.AreEqual(2.5f, t.item<float>());
        Assert.AreEqual(2.5, t.ToDouble());
        Assert.AreEqual(2.5f, (float)t);
        Assert.AreEqual(2, tensor(2L).ToInt32());
        Assert.IsTrue(tensor(true).ToBoolean());
        Assert.AreEqual(ScalarType.Int64, tensor(7).ToScalar().Type);
    }

    [TestMethod]
    public void Zero_InPlace_ReturnsAnotherTensorOverTheSameMemory()
    {
        using var t = ones(3);
        using var result = t.zero_();
        Assert.AreNotSame(t, result);
        Assert.AreEqual(0, t.sum().item<float>());
        result.fill_(2);
        Assert.AreEqual(6, t.sum().item<float>());
    }

    [TestMethod]
    public void To_OtherType_ConvertsOrAliases()
    {
        using var t = tensor(new[] { 1.7f });
        Assert.AreEqual(1, t.to(ScalarType.Int64).item<long>());
        using var same = t.to(ScalarType.Float32);
        same.zero_();
        Assert.AreEqual(0, t.item<float>());
        using var copy = t.to(ScalarType.Float32, copy: true);
        copy.fill_(3);
        Assert.AreEqual(0, t.item<float>());
        Assert.AreEqual(DeviceType.CPU, t.to(CPU).device_type);
        Assert.AreEqual(DeviceType.CPU, t.cpu().device.type);
        Assert.AreEqual(ScalarType.Float64, t.to(ScalarType.Float64, CPU).dtype);
    }

    [TestMethod]
    public void Set_ToPartOfAnother_SharesItsMemory()
    {
        using var whole = zeros(8);
        using var part = whole.narrow(0, 4, 4).view(2, 2);
        using var t = ones(2, 2);
        t.set_(part);
        t.add_(1);
        Check.Near([0, 0, 0, 0, 1, 1, 1, 1], whole);
        Assert.AreEqual(4, t.storage_offset());
    }

    [TestMethod]
    public void Clone_Changed_LeavesTheOriginal()
    {
        using var t = ones(2);
        t.clone().zero_();
        Check.Near([1, 1], t);
        t.alias().zero_();
        Check.Near([0, 0], t);
    }
}
