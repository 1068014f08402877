using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class ModuleTests
{
    [TestMethod]
    public void RegisterComponents_Fields_AreNamedAfterThem()
    {
        using var network = new Network();
        CollectionAssert.AreEqual(new[] { "scale", "first.weight", "first.bias", "rest.last.weight", "rest.last.bias" }, network.named_parameters().Select(p => p.name).ToList());
        CollectionAssert.AreEqual(new[] { "offset" }, network.named_buffers().Select(b => b.name).ToList());
        CollectionAssert.AreEqual(new[] { "first", "rest" }, network.named_children().Select(c => c.name).ToList());
        CollectionAssert.AreEqual(new[] { "first", "rest", "rest.act", "rest.last" }, network.named_modules().Select(m => m.name).ToList());
        Assert.IsTrue(network.has_parameter("first.weight"));
        Assert.IsFalse(network.has_parameter("first.none"));
        Assert.AreSame(network.scale, network.get_parameter("scale"));
        Assert.AreEqual("Network", network.GetName());
    }

    [TestMethod]
    public void Register_NameTaken_Throws()
    {
        using var network = new Network();
        Assert.Contains("already registered", Assert.ThrowsExactly<InvalidOperationException>(() => network.register_buffer("offset", ones(1))).Message);
        Assert.ThrowsExactly<InvalidOperationException>(() => network.register_module("first", nn.ReLU()));
        Assert.ThrowsExactly<InvalidOperationException>(() => network.register_parameter("scale", new Parameter(ones(1))));
        Assert.ThrowsExactly<ArgumentException>(() => network.register_module("a.b", nn.ReLU()));
        Assert.ThrowsExactly<ArgumentNullException>(() => network.register_buffer("more", null!));
    }

    [TestMethod]
    public void Train_Mode_ReachesTheChildren()
    {
        using var network = new Network();
        Assert.IsTrue(network.training);
        network.eval();
        Assert.IsFalse(network.training);
        // A sequence hands the mode on and keeps its own.
        Assert.IsTrue(network.modules().All(m => m.training == m is TorchSharp.Modules.Sequential));
        network.train();
        Assert.IsTrue(network.modules().All(m => m.training));
    }

    [TestMethod]
    public void ZeroGrad_Default_RemovesGradients()
    {
        using var network = new Network();
        network.call(ones(1, 3)).sum().backward();
        Assert.IsNotNull(network.scale.grad);
        network.zero_grad(set_to_none: false);
        Assert.AreEqual(0, network.scale.grad!.ToSingle());
        network.zero_grad();
        Assert.IsTrue(network.parameters().All(p => p.grad is null));
    }

    [TestMethod]
    public void To_OtherType_ReplacesOwnParametersAndSetsTheFields()
    {
        using var network = new Network();
        var before = network.scale;
        network.to(ScalarType.Float64);
        Assert.AreNotSame(before, network.scale);
        Assert.AreSame(network.scale, network.get_parameter("scale"));
        Assert.IsTrue(network.parameters().All(p => p.dtype == ScalarType.Float64 && p.requires_grad && p.is_leaf));
        Assert.AreEqual(ScalarType.Float64, network.offset.dtype);
        Check.Shape([2, 1], network.call(ones(2, 3, dtype: ScalarType.Float64)));
        var same = network.scale;
        network.to(ScalarType.Float64);
        Assert.AreSame(same, network.scale);
        Assert.AreSame(network, network.to(CPU));
    }

    [TestMethod]
    public void Dispose_Module_DisposesItsTensors()
    {
        var network = new Network();
        var tensors = network.parameters().Concat(network.buffers()).ToList();
        network.Dispose();
        Assert.IsTrue(tensors.All(t => t.IsInvalid));
    }

    [TestMethod]
    public void Hooks_Registered_SeeTheCall()
    {
        using var layer = nn.ReLU();
        var remover = layer.register_forward_hook((_, _, output) => output + 1);
        Check.Near([1, 3], layer.call(tensor(new float[] { -1, 2 })));
        remover.remove();
        Check.Near([0, 2], layer.call(tensor(new float[] { -1, 2 })));
    }

    [TestMethod]
    public void Apply_Function_VisitsEveryModule()
    {
        using var network = new Network();
        var seen = new List<string>();
        network.apply(m => seen.Add(m.GetName()));
        Assert.HasCount(5, seen);
        Assert.AreEqual("Network", seen[^1]);
    }
}
