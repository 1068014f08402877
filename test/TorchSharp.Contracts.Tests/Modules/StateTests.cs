using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class StateTests
{
    static bool Same(Network a, Network b) => a.state_dict().All(entry => entry.Value.Equals(b.state_dict()[entry.Key]));

    [TestMethod]
    public void StateDict_Tensors_AreTheLiveOnes()
    {
        using var network = new Network();
        var state = network.state_dict();
        CollectionAssert.AreEquivalent(new[] { "scale", "offset", "first.weight", "first.bias", "rest.last.weight", "rest.last.bias" }, state.Keys.ToList());
        Assert.AreSame(network.scale, state["scale"]);
    }

    [TestMethod]
    public void LoadStateDict_OfAnother_CopiesTheValues()
    {
        using var a = new Network();
        using var b = new Network();
        Assert.IsFalse(Same(a, b));
        var handles = b.parameters().Select(p => p.Handle).ToList();
        var (missing, unexpected) = b.load_state_dict(a.state_dict());
        Assert.IsEmpty(missing);
        Assert.IsEmpty(unexpected);
        Assert.IsTrue(Same(a, b));
        CollectionAssert.AreEqual(handles, b.parameters().Select(p => p.Handle).ToList());
    }

    [TestMethod]
    public void LoadStateDict_OtherNames_ThrowsOrTells()
    {
        using var network = new Network();
        var state = new Dictionary<string, Tensor> { ["scale"] = full(1, 5), ["more"] = ones(1) };
        Assert.ThrowsExactly<InvalidOperationException>(() => network.load_state_dict(state));
        var (missing, unexpected) = network.load_state_dict(state, strict: false);
        Assert.HasCount(5, missing);
        CollectionAssert.AreEqual(new[] { "more" }, unexpected.ToList());
        Assert.AreEqual(5, network.scale.ToSingle());
    }

    [TestMethod]
    public void SaveLoad_Writer_RestoresAndLeavesTheStreamOpen()
    {
        using var a = new Network();
        using var b = new Network();
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) a.save(writer);
        stream.Position = 0;
        using (var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true)) b.load(reader);
        Assert.AreEqual(stream.Length, stream.Position);
        Assert.IsTrue(Same(a, b));
    }

    [TestMethod]
    public void Save_File_HasTheDocumentedLayout()
    {
        using var layer = nn.Linear(2, 1, hasBias: false);
        var stream = new MemoryStream();
        layer.save(stream);
        var bytes = stream.ToArray();
        // Entries, name, element type (6: float), dimensions, sizes, elements.
        CollectionAssert.AreEqual(new byte[] { 1, 6, (byte)'w', (byte)'e', (byte)'i', (byte)'g', (byte)'h', (byte)'t', 6, 2, 1, 2 }, bytes[..12]);
        Assert.HasCount(12 + 8, bytes);
        Assert.IsFalse(stream.CanWrite);
    }

    [TestMethod]
    public void Load_OtherNetwork_Throws()
    {
        using var layer = nn.Linear(2, 1);
        var stream = new MemoryStream();
        layer.save(stream);
        using var network = new Network();
        Assert.ThrowsExactly<ArgumentException>(() => network.load(new MemoryStream(stream.ToArray())));
        using var wider = nn.Linear(3, 1);
        Assert.ThrowsExactly<ArgumentException>(() => wider.load(new MemoryStream(stream.ToArray())));
    }

    [TestMethod]
    public void SaveLoad_Tensor_RestoresTypeAndShape()
    {
        using var t = arange(6).view(2, 3);
        var stream = new MemoryStream();
        t.Save(stream);
        using var back = Tensor.Load(new BinaryReader(new MemoryStream(stream.ToArray())));
        Assert.AreEqual(ScalarType.Int64, back.dtype);
        Assert.IsTrue(back.Equals(t));
        Assert.ThrowsExactly<InvalidOperationException>(() => t.t().Save(new MemoryStream()));
    }
}
