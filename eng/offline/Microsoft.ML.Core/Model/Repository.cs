using System.IO.Compression;
using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The names of entries in a model file: directories and streams, joined as paths of this machine.</summary>
internal static class EntryPath
{
    public static string Of(IExceptionContext? context, string? directory, string name)
    {
        context.CheckParam(directory is null || !directory.Contains("..", StringComparison.Ordinal), "dir");
        context.CheckParam(!string.IsNullOrWhiteSpace(name) && !name.Contains("..", StringComparison.Ordinal), nameof(name));
        return Path.Combine(directory ?? "", name).Replace('/', Path.DirectorySeparatorChar);
    }
}

/// <summary>Writes a model file: a zip archive whose entries are written one after the other, each when it is closed.</summary>
internal sealed class RepositoryWriter : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly List<Entry> _open = [];
    private readonly HashSet<string> _paths = [];

    private RepositoryWriter(Stream stream, IExceptionContext? context)
    {
        Context = context;
        _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
    }

    public IExceptionContext? Context { get; }

    public static RepositoryWriter CreateNew(Stream stream, IExceptionContext? ectx)
    {
        var repository = new RepositoryWriter(stream, ectx);
        var version = typeof(RepositoryWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        using (var entry = repository.CreateEntry("TrainingInfo", "Version.txt"))
        using (var writer = new StreamWriter(entry, new UTF8Encoding(false)))
            writer.WriteLine(version);
        return repository;
    }

    public Stream CreateEntry(string? dir, string name)
    {
        var path = EntryPath.Of(Context, dir, name);
        Context.CheckParam(_paths.Add(path), nameof(name), $"Duplicate entry: '{path}'");
        var entry = new Entry(this, path);
        _open.Add(entry);
        return entry;
    }

    /// <summary>Closes what is still open and ends the archive.</summary>
    public void Commit()
    {
        while (_open.Count > 0)
            _open[^1].Dispose();
        _archive.Dispose();
    }

    public void Dispose() => _archive.Dispose();

    private sealed class Entry(RepositoryWriter owner, string path) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing && owner._open.Remove(this))
            {
                using var target = owner._archive.CreateEntry(path).Open();
                WriteTo(target);
            }

            base.Dispose(disposing);
        }
    }
}

/// <summary>Reads a model file.</summary>
internal sealed class RepositoryReader : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = [];

    private RepositoryReader(ZipArchive archive, IExceptionContext? context)
    {
        Context = context;
        _archive = archive;
        foreach (var entry in archive.Entries)
            _entries[Normal(entry.FullName)] = entry;
    }

    public IExceptionContext? Context { get; }

    public static RepositoryReader Open(Stream stream, IExceptionContext? ectx)
    {
        try
        {
            return new RepositoryReader(new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true), ectx);
        }
        catch (Exception exception)
        {
            throw ectx.ExceptDecode("Failed to open a zip archive", exception);
        }
    }

    /// <summary>The content of an entry; null where there is none.</summary>
    public Stream? OpenEntryOrNull(string? dir, string name)
    {
        if (!_entries.TryGetValue(Normal(EntryPath.Of(Context, dir, name)), out var entry))
            return null;
        Context.CheckDecode(entry.Length < int.MaxValue, "Repository stream too large to read into memory");

        // The length is only what the archive says: memory grows with what is really there, and that must be it.
        var content = new MemoryStream();
        using (var source = entry.Open())
            source.CopyTo(content);
        Context.CheckDecode(content.Length == entry.Length);
        content.Position = 0;
        return content;
    }

    public void Dispose() => _archive.Dispose();

    private static string Normal(string path) => path.Replace('\\', '/');
}
