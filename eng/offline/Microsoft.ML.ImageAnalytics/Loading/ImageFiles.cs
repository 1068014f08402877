namespace Microsoft.ML.Data;

/// <summary>The files that the rows of a text column name, one after the other.</summary>
/// <param name="folder">Where relative paths start; null for the current folder.</param>
/// <param name="path">The text of the row.</param>
internal sealed class ImageFiles(string? folder, ValueGetter<ReadOnlyMemory<char>> path)
{
    private ReadOnlyMemory<char> _path;

    /// <summary>The path of the row's file; null where the row names none.</summary>
    public string? NextPath()
    {
        path(ref _path);
        return _path.IsEmpty ? null : string.IsNullOrWhiteSpace(folder) ? _path.ToString() : Path.Combine(folder, _path.ToString());
    }

    /// <summary>The bytes of the row's file; no bytes where the row names none.</summary>
    public void ReadBytes(ref VBuffer<byte> value)
    {
        var file = NextPath() is { } name ? File.ReadAllBytes(name) : [];
        var editor = VBufferEditor.Create(ref value, file.Length);
        file.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
