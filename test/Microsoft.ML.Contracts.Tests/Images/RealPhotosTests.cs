using System.IO.Compression;
using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>Photos as cameras and websites write them: every one is decoded, to the size that its file says.</summary>
[TestClass]
public sealed class RealPhotosTests
{
    private const string Archive = "flowers/flower_photos_dev.zip";
    private const int Count = 60;

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void LoadImagesAndRawBytes_Photos_GiveWhatTheFilesHold()
    {
        using var folder = new ImageFolder();
        var names = Photos(folder);
        var ml = new MLContext();
        var data = ml.Data.LoadFromEnumerable(names.Select(name => new Row { Path = name }));
        var view = ml.Transforms.LoadImages("Image", folder.FullName, "Path").Append(ml.Transforms.LoadRawImageBytes("Bytes", folder.FullName, "Path")).Fit(data).Transform(data);
        var read = 0;
        using var cursor = view.GetRowCursor(view.Schema);
        var getImage = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        var getBytes = cursor.GetGetter<VBuffer<byte>>(view.Schema["Bytes"]);
        MLImage image = null!;
        VBuffer<byte> bytes = default;
        for (; cursor.MoveNext(); read++)
        {
            getImage(ref image);
            getBytes(ref bytes);
            var file = File.ReadAllBytes(folder.PathOf(names[read]));
            CollectionAssert.AreEqual(file, bytes.DenseValues().ToArray());
            var (width, height) = SizeIn(file);
            image.HasSize(width, height);
            Assert.IsGreaterThan(10, image.GetBGRPixels.Distinct().Count(), "a photo has many colours");
        }

        Assert.AreEqual(names.Length, read);
    }

    private string[] Photos(ImageFolder folder)
    {
        var archive = ArchivePath();
        if (archive is null)
        {
            TestContext.WriteLine($"{Archive} is not on this machine (set NONNEGML_DATA): generated images were read instead.");
            return [.. Enumerable.Range(1, 5).Select(i => Path.GetFileName(folder.Add($"{i}.jpg", 30 * i, 200 - 30 * i)))];
        }

        using var zip = ZipFile.OpenRead(archive);
        var photos = zip.Entries.Where(entry => entry.Name.EndsWith(".jpg", StringComparison.Ordinal)).ToArray();
        var chosen = photos.Where((_, i) => i % Math.Max(1, photos.Length / Count) == 0).ToArray();
        foreach (var photo in chosen)
            photo.ExtractToFile(folder.PathOf(photo.Name));
        return [.. chosen.Select(photo => photo.Name)];
    }

    private static string? ArchivePath()
    {
        var root = Environment.GetEnvironmentVariable("NONNEGML_DATA");
        if (string.IsNullOrEmpty(root))
        {
            var checkout = new DirectoryInfo(AppContext.BaseDirectory);
            while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "NonNegML.sln")))
                checkout = checkout.Parent;
            root = Path.Combine(checkout?.Parent?.FullName ?? "", "shared", "data");
        }

        var path = Path.Combine(root, Archive);
        return File.Exists(path) ? path : null;
    }

    // The frame header of a JPEG: after a marker from C0 to CF, but for three others there.
    private static (int Width, int Height) SizeIn(byte[] file)
    {
        for (var i = 2; i < file.Length;)
        {
            var marker = file[i + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (file[i + 7] << 8 | file[i + 8], file[i + 5] << 8 | file[i + 6]);
            i += 2 + (file[i + 2] << 8 | file[i + 3]);
        }

        throw new FormatException("no frame header");
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";
    }
}
