using System.Security.Cryptography;

namespace Microsoft.ML.NonNegative.Tests.Models;

[TestClass]
public sealed class ModelFileTests
{
    private static readonly ModelColumns Columns = new("Pixels", "Score", "PredictedLabel");

    public static IEnumerable<object[]> Networks => Enumerable.Range(0, TestNetworks.All.Count()).SelectMany(i => new[] { new object[] { i, false }, [i, true] });

    [TestMethod]
    [DynamicData(nameof(Networks))]
    public void Read_WhatWasWritten_IsTheSameModel(int index, bool nonNegative)
    {
        var description = TestNetworks.All.ElementAt(index);
        using var model = Model(description, nonNegative);
        var (loaded, columns) = Read(Write(model));
        using var disposing = loaded;

        Assert.AreEqual(Columns, columns);
        Assert.AreEqual(model.Scaling, loaded.Scaling);
        Assert.AreEqual(model.Network.Description, loaded.Network.Description);
        Assert.AreEqual(model.Network.GetType(), loaded.Network.GetType());
        using var inputs = TestNetworks.Inputs(description, 20);
        var features = inputs.data<float>().ToArray();
        CollectionAssert.AreEqual(Predict(model, features), Predict(loaded, features));
        CollectionAssert.AreEqual(Write(model), Write(loaded));
    }

    [TestMethod]
    public void Read_AnyByteFlipped_ThrowsAnErrorAboutTheData()
    {
        var bytes = Write(SmallModel());
        for (var position = 0; position < bytes.Length; position++)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[position] ^= 0x10;

            Assert.ThrowsExactly<InvalidDataException>(() => Read(damaged), $"byte {position}");
        }
    }

    [TestMethod]
    public void Read_CutShortAnywhere_ThrowsAnErrorAboutTheData()
    {
        var bytes = Write(SmallModel());
        for (var length = 0; length < bytes.Length; length++)
            Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes[..length]), $"{length} bytes");
    }

    [TestMethod]
    public void Read_AnyContentByteFlippedUnderARightChecksum_NeverFailsOtherwise()
    {
        var bytes = Write(SmallModel());
        var survived = 0;
        for (var position = ContentStart; position < bytes.Length; position++)
        {
            foreach (var bit in new[] { 0x01, 0x80 })
            {
                var damaged = (byte[])bytes.Clone();
                damaged[position] ^= (byte)bit;
                Sign(damaged);
                try
                {
                    Read(damaged).Model.Dispose();
                    survived++;
                }
                catch (InvalidDataException)
                {
                    // What it must say; any other exception fails the test.
                }
            }
        }

        // A changed weight is a weight; a changed size or kind must not get through.
        Assert.IsGreaterThan(0, survived);
    }

    [TestMethod]
    public void Read_LaterVersion_SaysWhatToDo()
    {
        var bytes = Write(SmallModel());
        bytes[4] = ModelFile.Version + 1;

        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes));

        StringAssert.Contains(error.Message, $"format version {ModelFile.Version + 1}");
    }

    [TestMethod]
    public void Read_DeclaredLengthAboveTheBound_AllocatesNothing()
    {
        var bytes = Write(SmallModel());
        BitConverter.TryWriteBytes(bytes.AsSpan(6), long.MaxValue);
        var before = GC.GetTotalAllocatedBytes();

        Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes));
        Assert.IsLessThan(1_000_000, GC.GetTotalAllocatedBytes() - before);
    }

    [TestMethod]
    public void Read_HugeLayerUnderARightChecksum_AllocatesNothing()
    {
        var huge = new NetworkDescription(new ImageShape(1, 1, 7), [new FlattenLayer(), new LinearLayer(7, 3, Activation: null)]);
        using var model = Model(huge, nonNegative: false);
        var bytes = Write(model);
        var units = bytes.AsSpan(ContentStart).IndexOf(new byte[] { 7, 0, 0, 0, 3, 0, 0, 0 }) + ContentStart + 4;
        BitConverter.TryWriteBytes(bytes.AsSpan(units), 500_000_000);
        Sign(bytes);
        var before = GC.GetTotalAllocatedBytes();

        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes));

        StringAssert.Contains(error.Message, "3500000000 values");
        Assert.IsLessThan(10_000_000, GC.GetTotalAllocatedBytes() - before);
    }

    [TestMethod]
    public void Read_NegativeWeightInANonNegativeModel_Throws()
    {
        using var signed = TestNetworks.Signed(TestNetworks.Mlp(Activations.Sinusoidal));
        using var network = IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit);
        using (TorchSharp.torch.no_grad())
            network.Layers[1].Positive.view(-1)[0].fill_(-0.5);
        var bytes = Write(new ImageModel(network, new InputScaling(SignalRange.Unit), null));

        var error = Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes));

        StringAssert.Contains(error.Message, "A parameter is -0.5");
    }

    [TestMethod]
    public void Read_OtherInputRange_IsKeptWithWhatHappensOutside()
    {
        using var signed = TestNetworks.Signed(TestNetworks.InputShortcut(Activations.Sinusoidal));
        using var model = new ImageModel(signed.ToNonNegative(new SignalRange(-1, 2), new() { OutsideInputs = OutsideInputs.Count, Offset = OffsetKind.PerOutput }), new InputScaling(SignalRange.Unit), null);
        using var loaded = Read(Write(model)).Model;
        var network = (NonNegativeNetwork)loaded.Network;

        Assert.AreEqual(new SignalRange(-1, 2), network.InputRange);
        Assert.AreEqual(OutsideInputs.Count, network.OutsideInputs);
        Assert.AreEqual(new SignalEncoding(-1, 3, 1, 2), network.Layers[0].Encoding);
        CollectionAssert.AreEqual(Write(model), Write(loaded));
    }

    // Magic, version and length, then the checksum.
    private const int ChecksumStart = sizeof(uint) + sizeof(ushort) + sizeof(long);

    private const int ContentStart = ChecksumStart + SHA256.HashSizeInBytes;

    private static void Sign(byte[] bytes) => SHA256.HashData(bytes.AsSpan(ContentStart), bytes.AsSpan(ChecksumStart, SHA256.HashSizeInBytes));

    private static ImageModel SmallModel() => Model(TestNetworks.Mlp(Activations.Sinusoidal), nonNegative: true);

    private static ImageModel Model(NetworkDescription description, bool nonNegative)
    {
        var signed = TestNetworks.Signed(description);
        if (!nonNegative)
            return new ImageModel(signed, new InputScaling(new SignalRange(-1, 2)), null);
        using (signed)
            return new ImageModel(IsomorphicTransformation.ToNonNegative(signed, SignalRange.Unit), new InputScaling(new SignalRange(-1, 2)), null);
    }

    private static byte[] Write(ImageModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ModelFile.Write(writer, model, Columns);
        writer.Flush();
        return stream.ToArray();
    }

    private static (ImageModel Model, ModelColumns Columns) Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return ModelFile.Read(reader);
    }

    private static float[] Predict(ImageModel model, float[] features)
    {
        var probabilities = new float[features.Length / model.FeatureCount * model.Classes];
        model.Predict(features, probabilities);
        return probabilities;
    }
}
