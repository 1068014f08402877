using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

[TestClass]
public sealed class HardwareExportTests
{
    private static readonly SignalRange[] Ranges = [SignalRange.Unit, new(-1, 2), new(0.5, 3)];

    public static IEnumerable<object[]> Cases =>
        from name in ExportedNetworks.All.Keys
        from range in Enumerable.Range(0, Ranges.Length)
        from offset in new[] { OffsetKind.PerLayer, OffsetKind.PerOutput }
        select new object[] { name, range, offset };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Write_AnyNetwork_HoldsEverythingThatTheScoresNeed(string name, int range, OffsetKind offset)
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.All[name], Ranges[range], offset: offset);
        var images = ExportedNetworks.Images(network, 4);
        var expected = ExportedNetworks.Scores(network, images);

        var interpreter = new SplitInterpreter(new NpzArchive(ExportedNetworks.Export(network)));

        foreach (var (image, scores) in images.Zip(expected))
            foreach (var (wanted, actual) in scores.Zip(interpreter.Scores(image)))
                Assert.AreEqual(wanted, actual, 1e-9);
        Assert.IsGreaterThan(1e-6, expected.Max(scores => Math.Abs(scores[0] - expected[0][0])), "The scores do not depend on the image: nothing was compared.");
    }

    [TestMethod]
    [DataRow(ScalarType.Float32, "f4")]
    [DataRow(ScalarType.Float64, "f8")]
    public void Write_AnyPrecision_HoldsTheValuesThemselves(ScalarType type, string expected)
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.All["residual"], SignalRange.Unit, type, OffsetKind.PerOutput);

        var archive = new NpzArchive(ExportedNetworks.Export(network));

        Assert.HasCount(network.Layers.Count * 4 + 1, archive.Names);
        foreach (var (layer, i) in network.Layers.Select((layer, i) => (layer, i)))
            foreach (var (suffix, values) in new (string, Tensor)[] { ("w_plus", layer.Positive), ("w_minus", layer.Negative), ("bias", layer.Bias), ("offset", layer.Offset) })
            {
                var array = archive.Array($"layer{i:000}.{suffix}");
                using var exact = values.detach().to(float64).flatten();
                Assert.AreEqual(expected, array.Type);
                CollectionAssert.AreEqual(values.shape, array.Shape);
                CollectionAssert.AreEqual(exact.data<double>().ToArray(), array.Values);
                Assert.IsGreaterThanOrEqualTo(0, array.Values.Min());
            }
    }

    [TestMethod]
    public void Write_AnyNetwork_SaysWhatItIsAndWhereItsLayersAre()
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.All["residual"], new SignalRange(-1, 2));

        var graph = new NpzArchive(ExportedNetworks.Export(network)).Graph;

        Assert.AreEqual((HardwareExport.FormatName, HardwareExport.FormatVersion), (graph.GetProperty("format").GetString(), graph.GetProperty("version").GetInt32()));
        Assert.AreEqual((-1.0, 2.0, "refuse"), (graph.GetProperty("input").GetProperty("lower").GetDouble(), graph.GetProperty("input").GetProperty("upper").GetDouble(), graph.GetProperty("input").GetProperty("outside_range").GetString()));
        CollectionAssert.AreEqual(network.Description.Summary.Select(layer => layer.FullName).ToList(), Names(graph.GetProperty("layers")).ToList());
    }

    [TestMethod]
    public void Write_SameNetwork_GivesTheSameBytes()
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.All["cnn"], SignalRange.Unit);
        using var copy = network.Copy();

        var bytes = ExportedNetworks.Export(network);

        CollectionAssert.AreEqual(bytes, ExportedNetworks.Export(copy));
        CollectionAssert.AreEqual(new[] { new DateTime(1980, 1, 1) }, new NpzArchive(bytes).Times.ToList());
    }

    [TestMethod]
    public void Write_LayerAndActivationOfYourOwn_SaysWhatIsKnown()
    {
        var description = new NetworkDescription(new ImageShape(1, 1, 4), [new FlattenLayer(), new LinearLayer(4, 3, new Halves()), new Doubled(), new Doubled(), new LinearLayer(3, 2, null)]);
        using var network = ExportedNetworks.Create(description, SignalRange.Unit);

        var layers = new NpzArchive(ExportedNetworks.Export(network)).Graph.GetProperty("layers");

        var activation = layers[1].GetProperty("activation");
        Assert.AreEqual(("halves", 0.5), (activation.GetProperty("name").GetString(), activation.GetProperty("maximum").GetDouble()));
        Assert.IsFalse(activation.TryGetProperty("formula", out _));
        Assert.AreEqual(("other", "doubled"), (layers[2].GetProperty("type").GetString(), layers[2].GetProperty("kind").GetString()));
        Assert.AreEqual(1.0, layers[2].GetProperty("output_range").GetProperty("upper").GetDouble());
        Assert.AreEqual(2.0, layers[3].GetProperty("output_range").GetProperty("upper").GetDouble());
        Assert.AreEqual(2.0, layers[4].GetProperty("encoding").GetProperty("alpha").GetDouble());
    }

    [TestMethod]
    [DataRow(-0.5)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Write_ValueThatHardwareCannotHold_NamesTheLayerAndWritesNothing(double value)
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.Mlp(Activations.Sinusoidal), SignalRange.Unit);
        using (no_grad())
            network.Layers[1].Negative.view(-1)[0].fill_(value);
        using var stream = new MemoryStream();

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => HardwareExport.Write(network, stream));

        StringAssert.Contains(error.Message, "Layer 2 (linear, 7 to 5, sinusoidal): W- has values from");
        Assert.AreEqual(0, stream.Length);
    }

    [TestMethod]
    public void Write_HalfPrecision_SaysWhatToDo()
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.Mlp(Activations.Sinusoidal), SignalRange.Unit);
        network.to(ScalarType.BFloat16);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => ExportedNetworks.Export(network));

        StringAssert.Contains(error.Message, "to(ScalarType.Float32)");
    }

    [TestMethod]
    public void Write_StreamThatCannotSeek_GivesAnArchiveThatReadsAlike()
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.Mlp(Activations.Sinusoidal), SignalRange.Unit);
        using var stream = new OneWayStream();

        HardwareExport.Write(network, stream);

        var archive = new NpzArchive(stream.Written.ToArray());
        var expected = new NpzArchive(ExportedNetworks.Export(network));
        CollectionAssert.AreEqual(expected.Names.ToList(), archive.Names.ToList());
        CollectionAssert.AreEqual(expected.Array("layer000.w_plus").Values, archive.Array("layer000.w_plus").Values);
        Assert.AreEqual(expected.Graph.GetRawText(), archive.Graph.GetRawText());
    }

    [TestMethod]
    public void Write_StreamThatCannotBeWrittenTo_Throws()
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.Mlp(Activations.Sinusoidal), SignalRange.Unit);

        Assert.ThrowsExactly<ArgumentException>(() => HardwareExport.Write(network, new MemoryStream([], writable: false)));
    }

    [TestMethod]
    public void Write_AnyNetwork_LeavesNoTensorBehind()
    {
        using var network = ExportedNetworks.Create(ExportedNetworks.All["cnn"], SignalRange.Unit);
        var before = LiveTensors.Count();

        ExportedNetworks.Export(network);

        Assert.AreEqual(before, LiveTensors.Now());
    }

    // In the order in which they compute: the ways of a sum before the sum.
    private static IEnumerable<string> Names(JsonElement layers) => layers.EnumerateArray().SelectMany(layer =>
        (layer.GetProperty("type").GetString() == "residual" ? Names(layer.GetProperty("branch")).Concat(Names(layer.GetProperty("shortcut"))) : [])
        .Append($"{layer.GetProperty("name").GetString()} ({layer.GetProperty("kind").GetString()})"));

    private sealed class Halves() : Activation("halves", 0, 0.5)
    {
        public override Tensor Apply(Tensor preActivation) => preActivation.clamp(0, 0.5);
    }

    private sealed record Doubled : SignalLayer
    {
        public override string Kind => "doubled";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

        public override SignalRange? OutputRange(SignalRange input) => new SignalRange(2 * input.Lower, 2 * input.Upper);

        public override Tensor Apply(Tensor input) => input.mul(2);
    }
}
