using System.Buffers.Binary;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class ImageDecoderTests
{
    private static readonly ImagePreparation Preparation = new(new ImageShape(1, 2, 3), ImageResizing.Stretch, 1000);

    [TestMethod]
    public void Decode_AnImageFile_GivesItsPlanes()
    {
        using var folder = new PictureFolder(6);
        var planes = new byte[18];
        ImageDecoder.Decode(File.ReadAllBytes(folder.PathOf(5)), Preparation with { Shape = new ImageShape(3, 2, 3) }, planes);
        var (r, g, b) = PictureFolder.ColourOf(5);

        CollectionAssert.AreEqual(new[] { r, g, b }.SelectMany(value => Enumerable.Repeat(value, 6)).ToList(), planes.ToList());
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Rgba32)]
    [DataRow(MLPixelFormat.Bgra32)]
    public void Prepare_AnImage_MindsTheOrderOfItsBytes(MLPixelFormat format)
    {
        using var image = MLImage.CreateFromPixels(1, 1, format, format == MLPixelFormat.Rgba32 ? [1, 2, 3, 255] : [3, 2, 1, 255]);
        var planes = new byte[3];
        ImageDecoder.Prepare(image, new ImagePreparation(new ImageShape(3, 1, 1), ImageResizing.Crop, 1), planes);

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, planes);
    }

    [TestMethod]
    public void Decode_FileThatClaimsAHugeImage_IsRefusedBeforeAnythingIsAllocatedForIt()
    {
        using var folder = new PictureFolder(1);
        var file = File.ReadAllBytes(folder.PathOf(0));
        SetSize(file, 30_000, 30_000);
        var planes = new byte[6];
        Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Decode(file, Preparation, planes));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Decode(file, Preparation, planes));
        Assert.IsTrue(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        StringAssert.Contains(error.Message, "30000 x 30000 pixels, more than the limit of 1000");
    }

    [TestMethod]
    public void Decode_EveryFileCutShort_IsRefusedWithAReason()
    {
        using var folder = new PictureFolder(1);
        var file = File.ReadAllBytes(folder.PathOf(0));
        var planes = new byte[6];

        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            Assert.IsTrue(Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Decode(cut, Preparation, planes)).Message.Length > 0);
        }
    }

    [TestMethod]
    public void Decode_FilesWithDamagedBytes_AreRefusedOrDecodedButNeverFailInAnotherWay()
    {
        using var folder = new PictureFolder(1);
        var file = File.ReadAllBytes(folder.PathOf(0));
        var planes = new byte[6];
        var refused = 0;

        for (var place = 0; place < file.Length; place++)
            foreach (var change in new byte[] { 1, 0x80, 0xFF })
            {
                var damaged = file.ToArray();
                damaged[place] ^= change;
                try
                {
                    ImageDecoder.Decode(damaged, Preparation, planes);
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        Assert.IsTrue(refused > 0);
    }

    [TestMethod]
    public void Prepare_NoImage_SaysSo() =>
        Assert.AreEqual("there is no image", Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Prepare(null, Preparation, new byte[6])).Message);

    [TestMethod]
    public void Prepare_ImageOfTooManyPixels_SaysBoth()
    {
        using var image = MLImage.CreateFromPixels(101, 10, MLPixelFormat.Rgba32, new byte[4040]);

        Assert.AreEqual("the image has 101 x 10 pixels, more than the limit of 1000",
            Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Prepare(image, Preparation, new byte[6])).Message);
    }

    // Of a PNG file, with the checksum that belongs to it.
    private static void SetSize(byte[] file, int width, int height)
    {
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), Crc(file.AsSpan(12, 17)));
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
