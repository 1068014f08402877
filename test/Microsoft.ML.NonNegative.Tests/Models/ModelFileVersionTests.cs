using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Models that earlier versions wrote load as they were; a file holds every kind of layer, and nothing that only claims to be a model.</summary>
[TestClass]
public sealed class ModelFileVersionTests
{
    private static readonly ModelColumns Columns = new("Pixels", "Score", "PredictedLabel");
    private static readonly SignalRange Inputs = new(-0.5, 2);

    // What the version gave for Patches.Data(mlContext, 3, seed: 5) when it wrote them.
    private static readonly Dictionary<string, float[]> Scores = new()
    {
        ["v1/mlp-signed.zip"] = [0.20432715f, 0.036158334f, 0.033063523f, 0.7264511f, 0.10001662f, 0.08588188f, 0.6417489f, 0.17235267f, 0.14411235f, 0.60709137f, 0.08857073f, 0.16022548f],
        ["v1/mlp-nonnegative.zip"] = [0.036243718f, 0.19871444f, 0.48546886f, 0.279573f, 0.14346549f, 0.1298592f, 0.19447169f, 0.5322036f, 0.17091587f, 0.7051245f, 0.026548242f, 0.09741136f],
        ["v2/mlp-signed.zip"] = [0.008529608f, 0.14937007f, 0.09051121f, 0.7515891f, 0.0975053f, 0.012190735f, 0.70626664f, 0.1840373f, 0.18019396f, 0.7221326f, 0.06272193f, 0.03495152f],
        ["v2/mlp-nonnegative.zip"] = [0.031183781f, 0.027521322f, 0.045221414f, 0.89607346f, 0.008467366f, 0.16259886f, 0.76009786f, 0.068835884f, 0.03241215f, 0.677326f, 0.23467904f, 0.0555828f],
        ["v2/cnn-signed.zip"] = [0.5589854f, 0.049308863f, 0.08973623f, 0.30196956f, 0.074162856f, 0.12260668f, 0.58183634f, 0.22139415f, 0.19333965f, 0.19722228f, 0.30780756f, 0.30163053f],
        ["v2/cnn-nonnegative.zip"] = [0.0012545313f, 0.000866855f, 0.0016140216f, 0.99626464f, 0.0039626714f, 0.0030450386f, 0.9906703f, 0.0023219588f, 0.00019149447f, 0.9983193f, 0.00039796246f, 0.0010912291f],
    };

    // What follows the input shape 1x1x4.
    private static readonly Dictionary<string, (string Expected, Action<BinaryWriter> Write)> BadLayers = new()
    {
        ["nested 1000 deep"] = ("in depth 17", w => Nested(w, 1000)),
        ["nested 100,000 deep"] = ("in depth 17", w => Nested(w, 100_000)),
        ["a thousand million layers"] = ("declares 1000000000 layers", w => w.Write(1_000_000_000)),
        ["less than no layers"] = ("declares -1 layers", w => w.Write(-1)),
        ["10,000 layers in 10,000"] = ("declares 10000 layers in depth 1", w => Write(w, 10_000, Byte(6), 10_000)),
        ["a kind of layer of later versions"] = ("Layers of kind 7 are unknown", w => Write(w, 1, Byte(7))),
        ["parts of later versions"] = ("parts (4) that are unknown", w => Write(w, 1, Byte(1), 4, 2, Byte(4), "")),
        ["an unknown activation"] = ("There is no activation 'tanh'", w => Write(w, 1, Byte(1), 4, 2, Byte(1), "tanh")),
        ["a negative bound"] = ("There is no activation 'relu-1'", w => Write(w, 1, Byte(1), 4, 2, Byte(1), "relu-1")),
        ["a residual sum without activation"] = ("A residual layer has no activation", w => Write(w, 1, Byte(6), 1, Byte(1), 4, 4, Byte(1), "", 0, "")),
        ["a branch without weights"] = ("must end in a layer with weights", w => Write(w, 1, Byte(6), 1, Byte(0), 0, "relu6")),
        ["a size of 0"] = ("A size is 0", w => Write(w, 1, Byte(1), 4, 0, Byte(1), "")),
        ["a negative padding"] = ("A size is -1", w => Write(w, 1, Byte(3), 2, 2, -1)),
        ["no layer"] = ("The last layer must have weights", w => Write(w, 0)),
        ["a window larger than the image"] = ("Layer 0: A layer 'max pooling 2x2, stride 2'", w => Write(w, 2, Byte(3), 2, 2, 0, Byte(1), 4, 2, Byte(1), "")),
        ["an output of 2^62 values"] = ("", w => Write(w, 4, Byte(5), int.MaxValue, Byte(5), 1, Byte(0), Byte(1), 1, 2, Byte(1), "")),
        ["weights of 2^62 values"] = ("", w => Write(w, 3, Byte(0), Byte(1), 4, int.MaxValue, Byte(1), "relu6", Byte(1), int.MaxValue, int.MaxValue, Byte(1), "")),
        ["weights that do not follow"] = ("A layer needs 8 values, but only 0 are left", w => Write(w, 2, Byte(0), Byte(1), 4, 2, Byte(1), "", 0, false, false, Byte(0))),
    };

    // Of a non-negative network of the layers 4 -> 3 -> 2: its activation, and what follows the description.
    private static readonly Dictionary<string, (string Expected, string Activation, Action<BinaryWriter> Write)> BadNetworks = new()
    {
        ["an unbounded activation"] = ("The activation 'relu' of layer 1 (linear, 4 to 3, relu) has no upper bound", "relu", w => Encoding(w, 0, 1, 0)),
        ["an unknown way with outside inputs"] = ("in a way (3) that is unknown", "relu6", w => Encoding(w, 0, 1, 3)),
        ["another unknown way"] = ("in a way (255) that is unknown", "relu6", w => Encoding(w, 0, 1, 255)),
        ["an empty range"] = ("The range [1, 1] must have finite ends", "relu6", w => Encoding(w, 1, 1, 0)),
        ["an endless range"] = ("must have finite ends", "relu6", w => Encoding(w, 0, double.PositiveInfinity, 0)),
        ["a range that is no number"] = ("must have finite ends", "relu6", w => Encoding(w, double.NaN, 1, 0)),
        ["no offset"] = ("A layer of 3 outputs has 0 offsets", "relu6", w => { Encoding(w, 0, 1, 0); w.Write(0); }),
        ["too few offsets"] = ("A layer of 3 outputs has 2 offsets", "relu6", w => Encoding(w, 0, 1, 0, [1, 1])),
        ["too many offsets"] = ("A layer of 3 outputs has 4 offsets", "relu6", w => Encoding(w, 0, 1, 0, [1, 1, 1, 1])),
        ["a thousand million offsets"] = ("A layer of 3 outputs has 1000000000 offsets", "relu6", w => { Encoding(w, 0, 1, 0); w.Write(1_000_000_000); }),
        ["a negative number of offsets"] = ("A layer of 3 outputs has -1 offsets", "relu6", w => { Encoding(w, 0, 1, 0); w.Write(-1); }),
        ["a negative offset"] = ("A parameter is -1; it must be finite and at least 0", "relu6", w => Encoding(w, 0, 1, 0, [1, -1, 1])),
        ["an endless offset"] = ("A parameter is Infinity", "relu6", w => Encoding(w, 0, 1, 0, [float.PositiveInfinity])),
        ["an offset that is no number"] = ("A parameter is NaN", "relu6", w => Encoding(w, 0, 1, 0, [float.NaN])),
        ["a negative offset of the last layer"] = ("A parameter is -0.5", "relu6", w => Encoding(w, 0, 1, 0, [1], [-0.5f])),
    };

    public static IEnumerable<object[]> BadLayerNames => BadLayers.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> BadNetworkNames => BadNetworks.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> Kinds =>
        from kind in new[] { "signed", "per layer", "per output" }
        from index in Enumerable.Range(0, Descriptions(Activations.Sigmoid).Length)
        select new object[] { kind, index };

    [TestMethod]
    [DataRow("v1/mlp-signed.zip", WeightConstraint.Signed)]
    [DataRow("v1/mlp-nonnegative.zip", WeightConstraint.NonNegative)]
    [DataRow("v2/mlp-signed.zip", WeightConstraint.Signed)]
    [DataRow("v2/mlp-nonnegative.zip", WeightConstraint.NonNegative)]
    [DataRow("v2/cnn-signed.zip", WeightConstraint.Signed)]
    [DataRow("v2/cnn-nonnegative.zip", WeightConstraint.NonNegative)]
    public void Load_WrittenByAnEarlierVersion_GivesTheScoresOfThen(string file, WeightConstraint constraint)
    {
        var mlContext = new MLContext(seed: 1);
        var data = Patches.Data(mlContext, 3, seed: 5);
        using var model = (NonNegativeImageClassificationTransformer)mlContext.Model.Load(Fixture(file), out _);
        var expected = Scores[file];
        AssertScores(expected, model, mlContext, data);
        using var stream = new MemoryStream();
        mlContext.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        using var again = (NonNegativeImageClassificationTransformer)mlContext.Model.Load(stream, out _);

        Assert.AreEqual(constraint, model.Constraint);
        Assert.AreEqual(model.Network, again.Network);
        AssertScores(expected, again, mlContext, data);
    }

    // Version 1 had no other inputs than those in [0, 1], and scored others as the nearest end of it.
    [TestMethod]
    public void Read_WrittenByVersion1_IsOfItsFormAndIsWrittenAsTheLatest()
    {
        var written = NetworkOf("v1/mlp-nonnegative.zip");
        Assert.AreEqual(1, BitConverter.ToUInt16(written, sizeof(uint)));
        using var model = Read(written);
        var network = (NonNegativeNetwork)model.Network;
        var rewritten = Write(model);
        using var again = Read(rewritten);

        Assert.AreEqual((SignalRange.Unit, OutsideInputs.Clip), (network.InputRange, network.OutsideInputs));
        Assert.IsTrue(network.Layers.All(layer => layer.Offset.numel() == 1 && layer.Description is { HasBias: true, IsNormalized: false }));
        Assert.AreEqual(3, BitConverter.ToUInt16(rewritten, sizeof(uint)));
        AssertSame(network, (NonNegativeNetwork)again.Network);
    }

    // Version 2 had normalised layers, and knew neither clipped networks nor images.
    [TestMethod]
    public void Read_WrittenByVersion2_IsOfItsFormAndIsWrittenAsTheLatest()
    {
        var written = NetworkOf("v2/cnn-signed.zip");
        Assert.AreEqual(2, BitConverter.ToUInt16(written, sizeof(uint)));
        using var model = Read(written);
        var rewritten = Write(model);
        using var again = Read(rewritten);

        Assert.AreEqual((WeightConstraint.Signed, null), (model.Constraint, model.Preparation));
        Assert.IsTrue(model.Scaling.Mean.IsEmpty);
        Assert.IsTrue(model.Network.Description.Weighted.Any(layer => layer.IsNormalized));
        Assert.AreEqual(3, BitConverter.ToUInt16(rewritten, sizeof(uint)));
        CollectionAssert.AreEqual(Bits(model), Bits(again));
        AssertRefused("Networks of kind 2 are unknown", Description(w => Write(w, 2, Byte(0), Byte(1), 4, 2, Byte(1), "", false, Byte(2))), version: 2);
    }

    // The layer kinds from 3 on, dilation, groups and parts are of version 2.
    [TestMethod]
    public void Read_LayersOfVersion2InAFileOfVersion1_Throws()
    {
        AssertRefused("Layers of kind 3 are unknown", Description(w => Write(w, 2, Byte(3), 1, 1, 0, Byte(1), 4, 2, "")), version: 1);
        AssertRefused("Layers of kind 6 are unknown", Description(w => Write(w, 1, Byte(6), 0, 0, "relu6")), version: 1);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Read_NetworkOfAnyLayers_IsTheSameToTheLastBit(string kind, int index)
    {
        using var model = Model(kind, index);
        var bytes = Write(model);
        using var loaded = Read(bytes);
        using var features = TestNetworks.Inputs(model.Network.Description, 9, lower: -1, upper: 3);
        var values = features.data<float>().ToArray();

        Assert.AreEqual(model.Network.Description, loaded.Network.Description);
        Assert.AreEqual(model.Network.Description.ToString(), loaded.Network.Description.ToString());
        CollectionAssert.AreEqual(Bits(model), Bits(loaded));
        CollectionAssert.AreEqual(Predict(model, values), Predict(loaded, values));
        CollectionAssert.AreEqual(bytes, Write(loaded));
        if (model.Network is NonNegativeNetwork network)
            AssertSame(network, (NonNegativeNetwork)loaded.Network);
    }

    [TestMethod]
    public void Read_UnboundedSignedNetwork_IsTheSame()
    {
        using var signed = SignedNetwork.Create(TestNetworks.Mlp(Activations.Relu), seed: 1);
        using var model = new ImageModel(signed, new InputScaling(SignalRange.Unit), labels: null);
        using var loaded = Read(Write(model));

        Assert.AreEqual(model.Network.Description, loaded.Network.Description);
    }

    [TestMethod]
    public void Write_LayerOfOnesOwn_ThrowsAndWritesNothing() => AssertNotWritten(
        "A layer 'negative' (Negative) cannot be saved",
        [new FlattenLayer(), new Negative(), new LinearLayer(4, 2, null)]);

    [TestMethod]
    public void Write_LayerOfOnesOwnOnAWay_ThrowsAndWritesNothing() => AssertNotWritten(
        "A layer 'negative' (Negative) cannot be saved",
        [new FlattenLayer(), new ResidualLayer([new Negative(), new LinearLayer(4, 4, null)], [], Activations.Sigmoid), new LinearLayer(4, 2, null)]);

    // Not even under the name of one of the library's.
    [TestMethod]
    [DataRow("own")]
    [DataRow("relu6")]
    [DataRow("sigmoid")]
    public void Write_ActivationOfOnesOwn_ThrowsAndWritesNothing(string name) => AssertNotWritten(
        $"The activation '{name}' (Own) cannot be saved",
        [new FlattenLayer(), new LinearLayer(4, 3, new Own(name)), new LinearLayer(3, 2, null)]);

    // What could not be read again must not be written.
    [TestMethod]
    public void Write_NetworkDeeperOrLongerThanIsRead_ThrowsAndWritesNothing()
    {
        LayerDescription deep = new LinearLayer(4, 4, null);
        for (var depth = 0; depth < 16; depth++)
            deep = new ResidualLayer(depth == 0 ? [deep] : [deep, new LinearLayer(4, 4, null)], [], Activations.Sigmoid);
        using (var deepest = new ImageModel(SignedNetwork.Create(Described([new FlattenLayer(), deep, new LinearLayer(4, 2, null)]), seed: 1), new InputScaling(SignalRange.Unit), labels: null))
        using (var loaded = Read(Write(deepest)))
            Assert.AreEqual(deepest.Network.Description, loaded.Network.Description);

        AssertNotWritten("", [new FlattenLayer(), new ResidualLayer([deep, new LinearLayer(4, 4, null)], [], Activations.Sigmoid), new LinearLayer(4, 2, null)]);
        AssertNotWritten("", [.. Enumerable.Repeat(new FlattenLayer(), 10_000), new LinearLayer(4, 2, null)]);
    }

    [TestMethod]
    [DynamicData(nameof(BadLayerNames))]
    public void Read_DescriptionUnderARightChecksumThatIsNone_IsRefusedAtOnce(string name) =>
        AssertRefused(BadLayers[name].Expected, Description(BadLayers[name].Write));

    [TestMethod]
    [DynamicData(nameof(BadNetworkNames))]
    public void Read_NonNegativeNetworkUnderARightChecksumThatIsNone_IsRefusedAtOnce(string name)
    {
        var (expected, activation, write) = BadNetworks[name];
        AssertRefused(expected, Description(w =>
        {
            Write(w, 3, Byte(0), Byte(1), 4, 3, Byte(1), activation, Byte(1), 3, 2, Byte(1), "", 0, false, false, Byte(1));
            write(w);
        }));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(3)]
    public void Read_NonNegativeLayerWithoutBiasesOrNormalized_IsRefused(int parts) =>
        AssertRefused("without biases, or normalised", Description(w => Write(w, 2, Byte(0), Byte(1), 4, 2, Byte((byte)parts), "", 0, false, false, Byte(1))));

    [TestMethod]
    public void Read_NegativeVariance_IsRefused()
    {
        using var signed = SignedNetwork.Create(Described([new FlattenLayer(), new LinearLayer(4, 2, null) { IsNormalized = true }]), seed: 1);
        signed.Layers[0].Normalization!.Variance.fill_(-1e-3);

        AssertRefused("A parameter is -0.001; it must be finite and at least 0.", Write(new ImageModel(signed, new InputScaling(SignalRange.Unit), labels: null))[ContentStart..]);
    }

    // Whatever still reads must also compute: a shape that does not fit would end the process.
    [TestMethod]
    public void Read_AnyByteOfTheDescriptionFlippedUnderARightChecksum_IsRefusedOrComputes()
    {
        using var model = Model("signed", 0);
        var content = Write(model)[ContentStart..];
        var parameters = model.Network.StoredParameters.Sum(parameter => (int)parameter.numel()) * sizeof(float);
        var (refused, computed) = (0, 0);
        for (var position = 0; position < content.Length - parameters; position++)
            foreach (var bit in new byte[] { 0x01, 0x02, 0x80 })
            {
                content[position] ^= bit;
                try
                {
                    using var loaded = Read(Signed(content));
                    computed++;
                    if (loaded.FeatureCount < 10_000)
                        Assert.AreEqual(1, Predict(loaded, new float[loaded.FeatureCount]).Sum(), 1e-5, $"byte {position}");
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
                content[position] ^= bit;
            }

        Assert.IsGreaterThan(100, refused);
        Assert.IsGreaterThan(10, computed);
    }

    /// <summary>Every kind of layer that there is; and small ones.</summary>
    private static NetworkDescription[] Descriptions(Activation g) =>
    [
        new(new ImageShape(2, 9, 9),
        [
            new MaxPoolingLayer(2, 1),
            new ConvolutionLayer(2, 4, 3, 1, 1, g) { Groups = 2, HasBias = false, IsNormalized = true },
            new MaxPoolingLayer(3, 2, 1),
            new ResidualLayer(
                [new ConvolutionLayer(4, 4, 3, 1, 2, Activations.ReluN(14.25)) { Dilation = 2, IsNormalized = true }, new ConvolutionLayer(4, 6, 3, 2, 1, null) { HasBias = false }],
                [new ConvolutionLayer(4, 6, 1, 2, 0, null) { IsNormalized = true }],
                Activations.ReluN(2.5)),
            new ResidualLayer([new ResidualLayer([new ConvolutionLayer(6, 6, 3, 1, 1, null) { Groups = 6 }], [], g), new ConvolutionLayer(6, 6, 1, 1, 0, null)], [], Activations.Sinusoidal),
            new AveragePoolingLayer(2, 1),
            new AdaptiveAveragePoolingLayer(3),
            new FlattenLayer(),
            new LinearLayer(54, 8, g) { HasBias = false },
            new LinearLayer(8, 5, null) { HasBias = false, IsNormalized = true },
        ]),
        NetworkArchitecture.CifarCnn().Describe(new ImageShape(1, 16, 16), 3, g),
        TestNetworks.PaddedCnn(g),
    ];

    private static ImageModel Model(string kind, int index)
    {
        var signed = Trained(Descriptions(Activations.Sigmoid)[index]);
        var range = new SignalRange(-1, 3);
        if (kind == "signed")
            return new ImageModel(signed, new InputScaling(range), labels: null);
        using (signed)
            return new ImageModel(signed.ToNonNegative(Inputs, new IsomorphicOptions
            {
                Offset = kind == "per output" ? OffsetKind.PerOutput : OffsetKind.PerLayer,
                OutsideInputs = kind == "per output" ? OutsideInputs.Count : OutsideInputs.Refuse,
            }), new InputScaling(range), labels: null);
    }

    /// <summary>Random numbers in all that is stored, normalisations included.</summary>
    private static SignedNetwork Trained(NetworkDescription description)
    {
        var network = SignedNetwork.Create(description, seed: 1);
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        network.train();
        network.forward(TestNetworks.Inputs(description, 16, seed: 2));
        var random = new Random(3);
        foreach (var layer in network.Layers)
            foreach (var values in new[] { layer.Bias, layer.Normalization?.Scale, layer.Normalization?.Shift })
                values?.add_(tensor(Enumerable.Range(0, layer.Description.Outputs).Select(_ => (float)random.NextDouble() - 0.5f).ToArray()));
        return network;
    }

    private static NetworkDescription Described(IEnumerable<LayerDescription> layers) => new(new ImageShape(1, 1, 4), layers);

    private static string Fixture(string file) => Path.Combine(AppContext.BaseDirectory, "Fixtures", file);

    private static byte[] NetworkOf(string file)
    {
        using var archive = ZipFile.OpenRead(Fixture(file));
        using var content = archive.Entries.Single(entry => entry.Name == "Network.bin").Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertScores(float[] expected, NonNegativeImageClassificationTransformer model, MLContext mlContext, IDataView data)
    {
        var actual = mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).SelectMany(row => row.Score).ToArray();

        Assert.HasCount(expected.Length, actual);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f, $"score {i}");
    }

    private static void AssertSame(NonNegativeNetwork expected, NonNegativeNetwork actual)
    {
        Assert.AreEqual((expected.InputRange, expected.OutsideInputs), (actual.InputRange, actual.OutsideInputs));
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        foreach (var (one, other) in expected.Layers.Zip(actual.Layers))
        {
            Assert.AreEqual(one.Encoding, other.Encoding);
            CollectionAssert.AreEqual(one.Offset.data<float>().ToArray(), other.Offset.data<float>().ToArray());
        }
        var inputs = TestNetworks.Inputs(expected.Description, 5, lower: expected.InputRange.Lower, upper: expected.InputRange.Upper);
        CollectionAssert.AreEqual(expected.SplitForward(inputs).data<float>().ToArray(), actual.SplitForward(inputs).data<float>().ToArray());
    }

    private static void AssertNotWritten(string expected, IEnumerable<LayerDescription> layers)
    {
        using var model = new ImageModel(SignedNetwork.Create(Described(layers), seed: 1), new InputScaling(SignalRange.Unit), labels: null);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => ModelFile.Write(writer, model, Columns));

        StringAssert.Contains(error.Message, expected);
        writer.Flush();
        Assert.AreEqual(0, stream.Length);
    }

    private static void AssertRefused(string expected, byte[] content, ushort version = ModelFile.Version)
    {
        var bytes = Signed(content, version);
        var allocated = GC.GetTotalAllocatedBytes();

        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes));

        StringAssert.Contains(error.Message, expected);
        Assert.IsLessThan(10_000_000, GC.GetTotalAllocatedBytes() - allocated);
    }

    // Magic, version and length, then the checksum.
    private const int ContentStart = sizeof(uint) + sizeof(ushort) + sizeof(long) + SHA256.HashSizeInBytes;

    private static byte[] Signed(byte[] content, ushort version = ModelFile.Version)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("NNNM"u8);
        writer.Write(version);
        writer.Write((long)content.Length);
        writer.Write(SHA256.HashData(content));
        writer.Write(content);
        return stream.ToArray();
    }

    /// <summary>A model of 1x1x4 images up to its description, which is for <paramref name="write"/> to write.</summary>
    private static byte[] Description(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Write(writer, Columns.Features, Columns.Score, Columns.PredictedLabel, 0.0, 1.0, 1, 1, 4);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void Nested(BinaryWriter writer, int depth)
    {
        for (var i = 0; i < depth; i++)
            Write(writer, 1, Byte(6));
        Write(writer, 1, Byte(1), 4, 4, Byte(1), "");
        for (var i = 0; i < depth; i++)
            Write(writer, 0, "relu6");
    }

    /// <summary>Range and outside byte, and the offsets of the first layers.</summary>
    private static void Encoding(BinaryWriter writer, double lower, double upper, byte outside, params float[][] offsets)
    {
        Write(writer, lower, upper, outside);
        foreach (var layer in offsets)
        {
            writer.Write(layer.Length);
            writer.Write(MemoryMarshal.AsBytes<float>(layer));
        }
    }

    private static object Byte(byte value) => value;

    private static void Write(BinaryWriter writer, params object[] values)
    {
        foreach (var value in values)
            switch (value)
            {
                case byte number: writer.Write(number); break;
                case int number: writer.Write(number); break;
                case double number: writer.Write(number); break;
                case bool flag: writer.Write(flag); break;
                case string text: writer.Write(text); break;
                default: throw new ArgumentException($"{value}", nameof(values));
            }
    }

    private static byte[] Write(ImageModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ModelFile.Write(writer, model, Columns);
        writer.Flush();
        return stream.ToArray();
    }

    private static ImageModel Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return ModelFile.Read(reader).Model;
    }

    private static int[] Bits(ImageModel model)
    {
        using var scope = NewDisposeScope();
        return [.. model.Network.StoredParameters.SelectMany(values => values.detach().flatten().data<float>().ToArray()).Select(BitConverter.SingleToInt32Bits)];
    }

    private static float[] Predict(ImageModel model, float[] features)
    {
        var probabilities = new float[features.Length / model.FeatureCount * model.Classes];
        model.Predict(features, probabilities);
        return probabilities;
    }

    private sealed record Negative : SignalLayer
    {
        public override string Kind => "negative";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => input;

        public override SignalRange? OutputRange(SignalRange input) => null;

        public override Tensor Apply(Tensor input) => input.neg();
    }

    private sealed class Own(string name) : Activation(name, 0, 6)
    {
        public override Tensor Apply(Tensor preActivation) => preActivation.clamp(0, 6);
    }
}
