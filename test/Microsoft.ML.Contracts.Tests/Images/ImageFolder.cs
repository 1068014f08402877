using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>A folder of image files that goes with the test.</summary>
internal sealed class ImageFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public string FullName => _folder.FullName;

    public string PathOf(string name) => Path.Combine(FullName, name);

    /// <summary>Writes a gradient under a name of which the extension gives the format.</summary>
    public string Add(string name, int width, int height)
    {
        using var image = ImageAssert.Gradient(width, height);
        image.Save(PathOf(name));
        return PathOf(name);
    }

    public string Add(string name, byte[] file)
    {
        File.WriteAllBytes(PathOf(name), file);
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
