namespace ImageClassification.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder(string prefix = "") : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory(prefix).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
