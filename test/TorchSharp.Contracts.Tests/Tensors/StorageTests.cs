using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Tensors;

[TestClass]
public class StorageTests
{
    [TestMethod]
    public void Storage_OfAPart_IsThatOfTheWhole()
    {
        using var whole = arange(6).to_type(ScalarType.Float32);
        using var part = whole.narrow(0, 2, 3);
        Assert.AreEqual(2, part.storage_offset());
        var storage = part.storage<float>();
        Assert.AreEqual(24UL, storage.nbytes());
        Assert.AreEqual(6, storage.Count);
        Assert.AreEqual(4, storage.element_size());
        CollectionAssert.AreEqual(new float[] { 0, 1, 2, 3, 4, 5 }, storage.ToArray());
        storage[3] = 9;
        Check.Near([2, 9, 4], part);
        Assert.ThrowsExactly<IndexOutOfRangeException>(() => storage[6]);
    }

    [TestMethod]
    public void Storage_OfAnotherType_IsACopy()
    {
        using var t = ones(2);
        var storage = t.storage<long>();
        storage.fill_(7);
        CollectionAssert.AreEqual(new long[] { 7, 7 }, storage.ToArray());
        Check.Near([1, 1], t);
        Assert.ThrowsExactly<NotSupportedException>(() => t.storage<short>());
    }

    [TestMethod]
    public void SetNarrowView_OfAFlatTensor_MakeParametersViewsOfIt()
    {
        using var scope = NewDisposeScope();
        using var flat = zeros(32);
        using var layer = nn.Linear(3, 2, hasBias: false);
        var parameter = layer.parameters().Single();
        var before = parameter.clone();
        using (no_grad())
        {
            var view = flat.narrow(0, 16, 6).view(parameter.shape);
            view.copy_(parameter);
            parameter.set_(view);
        }
        Assert.IsTrue(parameter.Equals(before));
        Assert.IsTrue(parameter.is_leaf && parameter.requires_grad);
        Assert.AreEqual(16, parameter.storage_offset());
        Assert.AreEqual(128UL, parameter.storage<float>().nbytes());
        flat.fill_(2);
        Check.Near([6, 6], layer.call(ones(1, 3)));
        layer.call(ones(1, 3)).sum().backward();
        Check.Near([1, 1, 1, 1, 1, 1], parameter.grad!);
    }

    [TestMethod]
    public void Grad_Assigned_AccumulatesInPlace()
    {
        using var scope = NewDisposeScope();
        var flat = zeros(8);
        var parameter = new TorchSharp.Modules.Parameter(ones(2)) { grad = flat.narrow(0, 4, 2) };
        (parameter * 3).sum().backward();
        Check.Near([0, 0, 0, 0, 3, 3, 0, 0], flat);
        parameter.grad = null;
        Assert.IsNull(parameter.grad);
    }
}
