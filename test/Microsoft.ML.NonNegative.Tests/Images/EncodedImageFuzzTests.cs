namespace Microsoft.ML.NonNegative.Tests.Images;

[TestClass]
public sealed class EncodedImageFuzzTests
{
    private const long MaxPixels = 100_000;

    [TestMethod]
    public void Inspect_RandomChanges_AreRefusedOrHarmless()
    {
        var random = new Random(1);
        var (accepted, refused) = (0, 0);
        foreach (var (file, _) in SampleFiles.All)
            for (var i = 0; i < 4000; i++)
                Count(Changed(file, random), ref accepted, ref refused);

        // Changed pixels are nothing that a look at the structure finds; a changed structure is.
        Assert.IsGreaterThan(2000, accepted);
        Assert.IsGreaterThan(15000, refused);
    }

    [TestMethod]
    public void Inspect_EveryByteReplaced_IsRefusedOrHarmless()
    {
        var (accepted, refused) = (0, 0);
        foreach (var (file, _) in SampleFiles.All)
            for (var at = 0; at < file.Length; at++)
                foreach (var value in new byte[] { 0, 1, 0x7F, 0x80, 0xD9, 0xFE, 0xFF })
                    Count(file.With(at, value), ref accepted, ref refused);

        Assert.IsGreaterThan(1000, refused);
    }

    [TestMethod]
    public void Inspect_PngWithChangesUnderRightChecksums_IsRefusedOrHarmless()
    {
        var random = new Random(2);
        var (accepted, refused) = (0, 0);
        var kinds = new[] { "IHDR", "PLTE", "IDAT", "IEND", "tEXt", "abcd", "ABCD" };
        for (var i = 0; i < 5000; i++)
        {
            var header = PngFile.Header(random.Next(0, 400), random.Next(0, 400), (byte)(1 << random.Next(5)), (byte)random.Next(7), (byte)random.Next(3));
            var others = Enumerable.Range(0, random.Next(1, 6)).Select(_ => (kinds[random.Next(kinds.Length)], Bytes(random.Next(5), random)));
            Count(PngFile.Of([header, .. others, ("IEND", [])]), ref accepted, ref refused);
        }

        Assert.IsGreaterThan(50, accepted);
        Assert.IsGreaterThan(500, refused);
    }

    [TestMethod]
    public void Inspect_NoiseBehindEveryStart_IsRefusedOrHarmless()
    {
        var random = new Random(3);
        var (accepted, refused) = (0, 0);
        foreach (var (file, _) in SampleFiles.All)
            for (var i = 0; i < 1000; i++)
                Count([.. file[..random.Next(file.Length)], .. Bytes(random.Next(200), random)], ref accepted, ref refused);
        for (var i = 0; i < 1000; i++)
            Count(Bytes(random.Next(64), random), ref accepted, ref refused);

        Assert.IsGreaterThan(5000, refused);
    }

    // Any exception but the one of a refusal fails the test.
    private static void Count(byte[] file, ref int accepted, ref int refused)
    {
        try
        {
            var info = EncodedImage.Inspect(file, MaxPixels);
            Assert.IsTrue(info is { Width: >= 1, Height: >= 1 } && (long)info.Width * info.Height <= MaxPixels, $"{info}");
            accepted++;
        }
        catch (InvalidDataException refusal)
        {
            Assert.IsTrue(refusal.Message.Length is > 5 and < 120 && !refusal.Message.Any(char.IsControl), refusal.Message);
            refused++;
        }
    }

    private static byte[] Changed(byte[] file, Random random)
    {
        List<byte> changed = [.. file];
        for (var changes = random.Next(1, 5); changes > 0 && changed.Count > 0; changes--)
        {
            var at = random.Next(changed.Count);
            switch (random.Next(4))
            {
                case 0:
                    changed[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 2:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    changed.RemoveRange(at, random.Next(Math.Min(8, changed.Count - at)));
                    break;
            }
        }
        return [.. changed];
    }

    private static byte[] Bytes(int count, Random random)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
