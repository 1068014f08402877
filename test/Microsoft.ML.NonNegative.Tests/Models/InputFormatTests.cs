namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>What version 3 of model files added: normalised inputs, image preparation and clipped networks.</summary>
[TestClass]
public sealed class InputFormatTests
{
    private static readonly NetworkDescription Network = TestNetworks.PaddedCnn(Activations.Sinusoidal);
    private static readonly ImageShape Rgb = new(3, 4, 4);
    private static readonly SignalRange Bytes = new(0, 255);

    // What follows the description in a file of 3 channels.
    private static readonly Dictionary<string, (string Expected, Action<BinaryWriter> Write)> Bad = new()
    {
        ["fewer channels"] = ("normalises 2 channels; it must be none, or the 3", w => Channels(w, 2, 0.5f, 0.5f)),
        ["more channels"] = ("normalises 4 channels", w => Channels(w, 4, 0.5f, 0.5f)),
        ["a thousand million channels"] = ("normalises 1000000000 channels", w => w.Write(1_000_000_000)),
        ["less than no channels"] = ("normalises -1 channels", w => w.Write(-1)),
        ["a deviation of 0"] = ("a deviation that is not finite and above 0", w => Channels(w, 3, 0.5f, 0)),
        ["a negative deviation"] = ("a deviation that is not finite and above 0", w => Channels(w, 3, 0.5f, -1)),
        ["an endless deviation"] = ("a deviation that is not finite", w => Channels(w, 3, 0.5f, float.PositiveInfinity)),
        ["a mean that is no number"] = ("a mean that is not finite", w => Channels(w, 3, float.NaN, 1)),
        ["a deviation too small"] = ("which is no interval", w => Channels(w, 3, 0.5f, 1e-45f)),
        ["an unknown way to resize"] = ("in a way (3) that is unknown", w => { Channels(w, 0, 0, 0); w.Write(true); w.Write((byte)3); w.Write(100L); }),
        ["no pixels"] = ("images of up to 0 pixels", w => { Channels(w, 0, 0, 0); w.Write(true); w.Write((byte)0); w.Write(0L); }),
        ["less than no pixels"] = ("images of up to -9223372036854775808 pixels", w => { Channels(w, 0, 0, 0); w.Write(true); w.Write((byte)0); w.Write(long.MinValue); }),
        ["nothing"] = ("", _ => { }),
        ["an end in the middle"] = ("", w => { w.Write(3); w.Write(0.5f); }),
    };

    public static IEnumerable<object[]> BadNames => Bad.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DataRow(WeightConstraint.Signed)]
    [DataRow(WeightConstraint.NonNegative)]
    [DataRow(WeightConstraint.Clipped)]
    public void Read_NormalizedInputs_AreTheSame(WeightConstraint constraint)
    {
        using var model = MadeModels.Model(Network, constraint, MadeModels.Normalized(2));
        using var loaded = MadeModels.Read(MadeModels.Write(model));
        var pixels = MadeModels.Pixels(model, 20);

        Assert.AreEqual(constraint, loaded.Constraint);
        Assert.AreEqual(model.Scaling, loaded.Scaling);
        Assert.IsNull(loaded.Preparation);
        CollectionAssert.AreEqual(MadeModels.Predict(model, pixels), MadeModels.Predict(loaded, pixels));
        CollectionAssert.AreEqual(MadeModels.Write(model), MadeModels.Write(loaded));
    }

    [TestMethod]
    [DataRow(ImageResizing.Crop, 1L)]
    [DataRow(ImageResizing.Stretch, 50_000_000L)]
    [DataRow(ImageResizing.Pad, long.MaxValue)]
    public void Read_ImagePreparation_IsTheSame(ImageResizing resizing, long maxPixels)
    {
        using var model = MadeModels.OfImages(TestNetworks.Mlp(Activations.Sinusoidal), WeightConstraint.Signed, resizing, maxPixels);
        using var loaded = MadeModels.Read(MadeModels.Write(model));

        Assert.AreEqual(new ImagePreparation(new ImageShape(1, 4, 4), resizing, maxPixels), loaded.Preparation);
        Assert.AreEqual(model.Scaling, loaded.Scaling);
    }

    [TestMethod]
    [DynamicData(nameof(BadNames))]
    public void Read_InputsThatAreNone_AreRefused(string name)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        Bad[name].Write(writer);
        content.Position = 0;
        using var reader = new BinaryReader(content);
        var allocated = GC.GetTotalAllocatedBytes();

        Exception error = Bad[name].Expected.Length > 0
            ? Assert.ThrowsExactly<InvalidDataException>(() => InputFormat.Read(reader, Bytes, Rgb))
            : Assert.ThrowsExactly<EndOfStreamException>(() => InputFormat.Read(reader, Bytes, Rgb));

        StringAssert.Contains(error.Message, Bad[name].Expected);
        Assert.IsLessThan(1_000_000, GC.GetTotalAllocatedBytes() - allocated);
    }

    [TestMethod]
    public void Read_ImagesForANetworkOfTwoChannels_AreRefused()
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        Channels(writer, 0, 0, 0);
        writer.Write(true);
        writer.Write((byte)0);
        writer.Write(100L);
        content.Position = 0;
        using var reader = new BinaryReader(content);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => InputFormat.Read(reader, Bytes, Network.Input)).Message, "its network takes 2 channels; it must be 1 or 3");
    }

    // What could not be read again must not be written.
    [TestMethod]
    public void Write_WhatWouldNotBeRead_Throws()
    {
        AssertNotWritten("1 means and 1 deviations for 2 channels", MadeModels.Model(Network, scaling: MadeModels.Normalized(1)));
        AssertNotWritten("a deviation that is not finite and above 0", MadeModels.Model(Network, scaling: new InputScaling(Bytes, [0, 0], [1, 0])));
        AssertNotWritten("images are prepared for the shape 2x6x5, but the network takes 2x6x6", MadeModels.Model(Network, preparation: new ImagePreparation(new ImageShape(2, 6, 5), ImageResizing.Crop, 100)));
        AssertNotWritten("resized in a way (7)", MadeModels.Model(Network, preparation: new ImagePreparation(Network.Input, (ImageResizing)7, 100)));
        AssertNotWritten("a parameter of its clipped network is -", new ImageModel(TestNetworks.Signed(Network), new InputScaling(Bytes), labels: null, isClipped: true));
        AssertNotWritten("A layer of the clipped network is normalised", new ImageModel(TestNetworks.Signed(TestNetworks.Residual(Activations.Sigmoid)), new InputScaling(Bytes), labels: null, isClipped: true));
    }

    [TestMethod]
    public void Read_ClippedNetworkWithANegativeWeight_IsRefused()
    {
        using var model = MadeModels.Model(Network, WeightConstraint.Clipped);
        var bytes = MadeModels.Write(model);
        using (TorchSharp.torch.no_grad())
            ((SignedNetwork)model.Network).Layers[^1].Weight.fill_(0.4375);
        var marked = MadeModels.Write(model);
        var position = Enumerable.Range(0, bytes.Length - 4).Last(i => BitConverter.ToSingle(marked, i) == 0.4375f);
        BitConverter.TryWriteBytes(marked.AsSpan(position), -0.4375f);
        ModelBytes.Sign(marked);

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => MadeModels.Read(marked)).Message, "A parameter is -0.4375; it must be finite and at least 0");
    }

    private static void AssertNotWritten(string expected, ImageModel model)
    {
        using (model)
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => MadeModels.Write(model)).Message, expected);
    }

    private static void Channels(BinaryWriter writer, int count, float mean, float deviation)
    {
        writer.Write(count);
        for (var i = 0; i < 2 * count; i++)
            writer.Write(i < count ? mean : deviation);
    }
}
