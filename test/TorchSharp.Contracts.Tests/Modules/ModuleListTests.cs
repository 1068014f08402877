using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class ModuleListTests
{
    sealed class Stack : nn.Module<Tensor, Tensor>
    {
        readonly ModuleList<nn.Module<Tensor, Tensor>> layers = nn.ModuleList<nn.Module<Tensor, Tensor>>(nn.Linear(2, 3), nn.ReLU());

        internal Stack() : base(nameof(Stack))
        {
            layers.Add(nn.Linear(3, 1, hasBias: false));
            RegisterComponents();
        }

        internal ModuleList<nn.Module<Tensor, Tensor>> Layers => layers;

        public override Tensor forward(Tensor input) => layers.Aggregate(input, (signal, layer) => layer.call(signal));
    }

    [TestMethod]
    public void ModuleList_InAField_RegistersItsModulesByNumber()
    {
        using var stack = new Stack();
        CollectionAssert.AreEqual(new[] { "layers.0.weight", "layers.0.bias", "layers.2.weight" }, stack.named_parameters().Select(p => p.name).ToList());
        CollectionAssert.AreEqual(new[] { "layers", "layers.0", "layers.1", "layers.2" }, stack.named_modules().Select(m => m.name).ToList());
        Check.Shape([4, 1], stack.call(ones(4, 2)));
        stack.eval();
        Assert.IsTrue(stack.Layers.All(layer => !layer.training));
    }

    [TestMethod]
    public void ModuleList_OfOneKind_IsAList()
    {
        using var first = nn.ReLU();
        using var second = nn.ReLU();
        using var list = nn.ModuleList(first);
        Assert.IsInstanceOfType<ModuleList<ReLU>>(list);
        list.append(second);
        Assert.HasCount(2, list);
        Assert.AreSame(second, list[1]);
        Assert.AreEqual(1, list.IndexOf(second));
        list.RemoveAt(0);
        list.Insert(0, second);
        list.extend([first]);
        Assert.IsTrue(list.Contains(first));
        CollectionAssert.AreEqual(new[] { second, second, first }, list.ToArray());
        list.Clear();
        Assert.IsEmpty(list.ToList());
    }

    [TestMethod]
    public void Identity_Call_IsTheSameMemoryInAnotherWrapper()
    {
        using var layer = nn.Identity();
        using var t = ones(2);
        using var result = layer.call(t);
        Assert.AreNotSame(t, result);
        result.zero_();
        Check.Near([0, 0], t);
    }
}
