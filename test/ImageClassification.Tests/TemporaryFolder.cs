namespace ImageClassification.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder(string prefix = "") : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    /// <summary>The path of a file or folder in it.</summary>
    public string PathOf(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
