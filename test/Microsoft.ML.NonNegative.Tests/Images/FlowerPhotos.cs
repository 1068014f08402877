using System.IO.Compression;

namespace Microsoft.ML.NonNegative.Tests.Images;

/// <summary>600 real photos (tf_flowers), where they are on this machine: in NONNEGML_DATA, else in shared/data beside the checkout.</summary>
internal static class FlowerPhotos
{
    /// <summary>Every JPEG file, one after another; null where there are none.</summary>
    public static IEnumerable<(string Name, byte[] File)>? Read()
    {
        string? root = Environment.GetEnvironmentVariable("NONNEGML_DATA");
        root = string.IsNullOrEmpty(root) ? BesideCheckout() : root;
        var path = root is null ? null : Path.Combine(root, "flowers", "flower_photos_dev.zip");
        return File.Exists(path) ? Entries(path) : null;
    }

    private static IEnumerable<(string Name, byte[] File)> Entries(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".jpg", StringComparison.OrdinalIgnoreCase)))
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            yield return (entry.FullName, bytes.ToArray());
        }
    }

    private static string? BesideCheckout()
    {
        var checkout = new DirectoryInfo(AppContext.BaseDirectory);
        while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "NonNegML.sln")))
            checkout = checkout.Parent;
        return checkout?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
