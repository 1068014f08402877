namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Model files changed at random or on purpose: an error, or a model that computes; never a crash, never more memory than a file of that size can need.</summary>
[TestClass]
public sealed class HostileFileTests
{
    private const int Mutations = 1000;
    private const long MaxAllocated = 64L << 20;

    private readonly MLContext _mlContext = new(seed: 1);

    public static IEnumerable<object[]> Kinds => new[] { WeightConstraint.Signed, WeightConstraint.NonNegative, WeightConstraint.Clipped }.Select(constraint => new object[] { constraint });

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Load_ModelFileMutatedAtRandom_GivesAnErrorOrAModelThatComputes(WeightConstraint constraint)
    {
        var zip = Save(Model(constraint));
        var random = new Random(20);
        var (refused, loaded) = (0, 0);
        for (var i = 0; i < Mutations; i++)
            Count(Try(() => (NonNegativeImageClassificationTransformer)_mlContext.Model.Load(new MemoryStream(Mutation.Of(zip, random)), out _), $"mutation {i}"), ref refused, ref loaded);

        Assert.AreEqual(Mutations, refused + loaded);
        Assert.IsGreaterThan(Mutations / 2, refused);
    }

    // The checksum is right, so that it is the parser that has to see what is wrong.
    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Read_NetworkMutatedAtRandomUnderARightChecksum_GivesAnErrorOrAModelThatComputes(WeightConstraint constraint)
    {
        byte[] network;
        using (var model = Model(constraint))
            network = MadeModels.Write(model);
        var random = new Random(21);
        var (refused, loaded) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            // Half of them where sizes and kinds are.
            var content = Mutation.Of(network[ModelBytes.ContentStart..], random, within: i % 2 == 0 ? 250 : int.MaxValue);
            var bytes = network[..ModelBytes.ContentStart].Concat(content).ToArray();
            ModelBytes.Sign(bytes);
            Count(Try(() => MadeModels.Transformer(_mlContext, MadeModels.Read(bytes)), $"mutation {i}"), ref refused, ref loaded);
        }

        Assert.IsGreaterThan(Mutations / 10, refused);
        Assert.IsGreaterThan(Mutations / 100, loaded);
    }

    [TestMethod]
    public void Load_AnEntryTwice_GivesAnErrorOrOneOfThem()
    {
        var entries = ModelBytes.Unzip(Save(Model(WeightConstraint.Signed)));
        var (name, network) = entries.Single(entry => entry.Name.EndsWith("Network.bin", StringComparison.Ordinal));
        foreach (var other in new[] { network, [], [1, 2, 3], new byte[1 << 20] })
        {
            Assert.IsTrue(Loads(ModelBytes.Zip(entries.Append((name, other)))) || other != network);
            Loads(ModelBytes.Zip(entries.Prepend((name, other))));
        }
    }

    // Nothing is written to the disk under a name from the file, and a name is looked up as it is.
    [TestMethod]
    [DataRow("../")]
    [DataRow("../../../../../../tmp/")]
    [DataRow("/tmp/")]
    [DataRow("..\\")]
    [DataRow("C:\\")]
    public void Load_EntriesThatClimbOut_AreNotTaken(string path)
    {
        var entries = ModelBytes.Unzip(Save(Model(WeightConstraint.Signed)));
        var climbing = entries.Select(entry => entry.Name.EndsWith("Network.bin", StringComparison.Ordinal) ? (path + "Network.bin", entry.Content) : entry).ToList();
        var marker = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "Network.bin"));
        var existed = File.Exists(marker);

        Assert.IsFalse(Loads(ModelBytes.Zip(climbing)));
        Assert.IsTrue(Loads(ModelBytes.Zip(entries.Append((path + "Network.bin", new byte[100])))));
        Assert.AreEqual(existed, File.Exists(marker));
    }

    // 40 MB of nothing in 40 KB: it is never taken for a network, and kept at most as often as the zip's reader needs it.
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Load_ZipBomb_IsRefused(bool withHeader)
    {
        var entries = ModelBytes.Unzip(Save(Model(WeightConstraint.Signed)));
        var bomb = new byte[40 << 20];
        if (withHeader)
        {
            entries.Single(entry => entry.Name.EndsWith("Network.bin", StringComparison.Ordinal)).Content.AsSpan(0, ModelBytes.ContentStart).CopyTo(bomb);
            ModelBytes.Sign(bomb);
        }
        var zip = ModelBytes.Zip(entries.Select(entry => entry.Name.EndsWith("Network.bin", StringComparison.Ordinal) ? (entry.Name, bomb) : entry));
        Assert.IsLessThan(200_000, zip.Length);
        var before = GC.GetTotalAllocatedBytes();

        Assert.IsFalse(Loads(zip, checkMemory: false));
        Assert.IsLessThan(10L * bomb.Length, GC.GetTotalAllocatedBytes() - before);
    }

    // A stream that gives a byte at a time, and ends too early.
    [TestMethod]
    public void Read_StreamThatStopsAnywhere_IsRefused()
    {
        using var model = Model(WeightConstraint.NonNegative);
        var bytes = MadeModels.Write(model);
        for (var length = 0; length < bytes.Length; length += Math.Max(1, length / 10))
        {
            using var reader = new BinaryReader(new Trickle(bytes[..length]));
            Assert.ThrowsExactly<InvalidDataException>(() => ModelFile.Read(reader), $"{length} bytes");
        }
        using var whole = new BinaryReader(new Trickle(bytes));
        ModelFile.Read(whole).Model.Dispose();
    }

    [TestMethod]
    [DataRow(-1L)]
    [DataRow(long.MinValue)]
    [DataRow(long.MaxValue)]
    [DataRow(1L << 30)]
    [DataRow((1L << 30) + 1)]
    [DataRow(int.MaxValue)]
    public void Read_WrongLength_IsRefusedWithoutItsMemory(long length)
    {
        using var model = Model(WeightConstraint.Signed);
        var bytes = MadeModels.Write(model);
        BitConverter.TryWriteBytes(bytes.AsSpan(ModelBytes.LengthStart), length);

        Assert.IsFalse(Try(() => MadeModels.Transformer(_mlContext, MadeModels.Read(bytes)), $"{length}"));
    }

    [TestMethod]
    public void Read_Refused_LeavesNoTensorBehind()
    {
        using var model = Model(WeightConstraint.NonNegative);
        var bytes = MadeModels.Write(model);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), float.NaN);
        ModelBytes.Sign(bytes);
        var trailing = MadeModels.Write(model).Append((byte)0).ToArray();
        ModelBytes.Sign(trailing);
        var leftBehind = new List<long>();
        foreach (var damaged in new[] { bytes, trailing })
        {
            var before = LiveTensors.Count();
            Assert.ThrowsExactly<InvalidDataException>(() => MadeModels.Read(damaged));
            leftBehind.Add(LiveTensors.Now() - before);
        }

        // TorchSharp never counts out a tensor whose data a Parameter took over: W+, W- and b' of each layer that was complete.
        var layers = model.Network.Description.Weighted.Length;
        CollectionAssert.AreEqual(new long[] { 3 * (layers - 1), 3 * layers }, leftBehind);
    }

    private static ImageModel Model(WeightConstraint constraint)
    {
        var scaling = MadeModels.Normalized(2);
        var description = constraint == WeightConstraint.Signed ? TestNetworks.Residual(Activations.ReluN(6)) : TestNetworks.PaddedCnn(Activations.Sinusoidal);
        return MadeModels.Model(description, constraint, scaling);
    }

    private byte[] Save(ImageModel model)
    {
        using var transformer = MadeModels.Transformer(_mlContext, model);
        using var stream = new MemoryStream();
        _mlContext.Model.Save(transformer, null, stream);
        return stream.ToArray();
    }

    private bool Loads(byte[] zip, bool checkMemory = true) =>
        Try(() => (NonNegativeImageClassificationTransformer)_mlContext.Model.Load(new MemoryStream(zip), out _), "a zip", checkMemory);

    /// <summary>Whether it loads. What loads must compute, unless it is far larger than the file's own model.</summary>
    private static bool Try(Func<NonNegativeImageClassificationTransformer> load, string what, bool checkMemory = true)
    {
        var before = GC.GetTotalAllocatedBytes();
        NonNegativeImageClassificationTransformer? transformer = null;
        try
        {
            transformer = load();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or InvalidOperationException or ArgumentException or IOException or NotSupportedException)
        {
            // What it must say; any other exception fails the test.
        }
        if (checkMemory)
            Assert.IsLessThan(MaxAllocated, GC.GetTotalAllocatedBytes() - before, what);
        if (transformer is null)
            return false;
        using (transformer)
        {
            var model = transformer.ImageModel;
            if (model.Network.Description.MaxSignals < 1_000_000 && model.Network.Description.MultiplyAccumulates < 10_000_000)
                Assert.HasCount(model.Classes, MadeModels.Predict(model, new float[model.FeatureCount]), what);
        }
        return true;
    }

    private static void Count(bool loads, ref int refused, ref int loaded)
    {
        if (loads)
            loaded++;
        else
            refused++;
    }

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
