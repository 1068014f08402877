using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>A file with anything in it gives an image or an ArgumentException; never a crash.</summary>
[TestClass]
public class DamagedImageTests
{
    private const int Size = 40;

    [TestMethod]
    [DataRow("a.png")]
    [DataRow("a.jpg")]
    public void Decode_Truncated_GivesAnImageOrThrows(string name)
    {
        var file = Sample(name);
        for (var length = 0; length < file.Length; length++)
            DecodesOrThrows(file[..length]);
    }

    [TestMethod]
    [DataRow("a.png")]
    [DataRow("a.jpg")]
    public void Decode_BytesChanged_GivesAnImageOrThrows(string name)
    {
        var file = Sample(name);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = (byte[])file.Clone();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
                damaged[random.Next(file.Length / 2, file.Length)] = (byte)random.Next(256);
            DecodesOrThrows(damaged);
        }
    }

    [TestMethod]
    public void Decode_DamagedPng_Throws()
    {
        var file = Sample("a.png");
        file[20] ^= 1; // in the header, which has a check sum
        Assert.ThrowsExactly<ArgumentException>(() => ImageAssert.Decode(file));
    }

    private static byte[] Sample(string name)
    {
        using var folder = new ImageFolder();
        return File.ReadAllBytes(folder.Add(name, Size, Size));
    }

    private static void DecodesOrThrows(byte[] file)
    {
        try
        {
            using var image = ImageAssert.Decode(file);
            image.HasSize(Size, Size);
        }
        catch (ArgumentException exception)
        {
            Assert.AreEqual("imageStream", exception.ParamName);
        }
    }
}
