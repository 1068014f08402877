namespace Microsoft.ML.NonNegative;

/// <summary>Files that are there completely or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under a name of its own in the same folder, flushes it to the disk, and gives it its name.</summary>
    /// <param name="path">Replaced where it exists, but only after <paramref name="write"/> returned.</param>
    /// <param name="write">Writes the content; the stream can seek.</param>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException"><paramref name="path"/> is a folder, or another error of input and output.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new IOException($"'{target}' is a folder; give the path of a file in it.");
        if (Path.GetDirectoryName(target) is var folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist; create it before '{Path.GetFileName(target)}' is written to it.");
        var unfinished = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            // Not there any more where everything went well.
            File.Delete(unfinished);
        }
    }
}
