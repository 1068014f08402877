namespace Microsoft.ML.NonNegative.Tests.Images;

[TestClass]
public sealed class EncodedImagePhotoTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Inspect_RealPhotos_AreAccepted()
    {
        var count = 0;
        foreach (var (name, file) in Photos(out var areReal))
        {
            var info = EncodedImage.Inspect(file, 1_000_000);
            Assert.AreEqual("JPEG", info.Format, name);
            if (areReal)
                Assert.IsTrue(info is { Width: >= 100 and <= 1100, Height: >= 100 and <= 1100 }, $"{name}: {info}");
            count++;
        }

        Assert.IsTrue(count is 3 or 600, $"{count} photos");
    }

    [TestMethod]
    public void Inspect_RealPhotosCutAnywhere_AreIncomplete()
    {
        var random = new Random(1);
        foreach (var (name, file) in Photos(out _))
            foreach (var length in new[] { file.Length - 1, file.Length - 2, random.Next(20, file.Length), random.Next(20, file.Length), file.Length / 2 })
                Assert.AreEqual(Refusals.Incomplete, Refusals.Reason(file[..length]), $"{name}, {length} of {file.Length} bytes");
    }

    [TestMethod]
    public void Inspect_RealPhotosPartlyOverwritten_AreRefused()
    {
        // What a failed transfer leaves: a page of text, or the start of another photo.
        foreach (var (name, file) in Photos(out _))
        {
            Refusals.Reason(file.With(2, [.. "<html><body>502 Bad Gateway</body></html>"u8]));
            Assert.StartsWith("the file is damaged", Refusals.Reason(file.With(file.Length - 4, 0xFF, 0xD8)), name);
        }
    }

    private IEnumerable<(string Name, byte[] File)> Photos(out bool areReal)
    {
        var photos = FlowerPhotos.Read();
        areReal = photos is not null;
        if (photos is null)
            TestContext.WriteLine("The flower photos were not found (set NONNEGML_DATA): three small files instead.");
        return photos ?? [("baseline", SampleFiles.BaselineJpeg), ("progressive", SampleFiles.ProgressiveJpeg), ("restarts", SampleFiles.RestartingJpeg)];
    }
}
