namespace Microsoft.ML.Data;

/// <summary>Reads the images of the rows of a cursor: the one before is disposed of where it is handed back, the last one with the cursor.</summary>
internal sealed class ImageReader(ImageFiles files) : IDisposable
{
    private MLImage? _last;

    public void Read(ref MLImage? value)
    {
        value?.Dispose();
        value = null;
        if (files.NextPath() is { } path)
        {
            value = MLImage.CreateFromStream(new MemoryStream(File.ReadAllBytes(path)));
            value.Tag = path;
        }

        _last = value;
    }

    public void Dispose()
    {
        _last?.Dispose();
        _last = null;
    }
}
