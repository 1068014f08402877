using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a component writes itself: a stream with a header of its own in a model file, and further streams beside it.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal const string StreamName = "Model.key";

    internal readonly RepositoryWriter Repository;
    internal readonly string? Directory;
    internal readonly BinaryWriter Writer;
    internal ModelHeader Header;

    private readonly IExceptionContext? _context;
    private readonly Stream _stream;
    private readonly List<string> _strings = [];
    private readonly Dictionary<string, int> _stringIds = new(StringComparer.Ordinal);
    private string? _loaderAssembly;

    internal ModelSaveContext(RepositoryWriter repository, string? directory, string name)
    {
        Repository = repository;
        Directory = directory;
        _context = repository.Context;
        _stream = repository.CreateEntry(directory, name);
        Writer = new BinaryWriter(_stream, Encoding.UTF8, leaveOpen: true);
        Header = ModelHeader.BeginWrite(Writer);
    }

    public void Dispose()
    {
        Writer.Dispose();
        _stream.Dispose();
    }

    /// <summary>Writes a model into a directory of a model file.</summary>
    internal static void SaveModel<T>(RepositoryWriter rep, T? value, string path) where T : class
    {
        if (value is not ICanSaveModel savable)
            return;
        using var context = new ModelSaveContext(rep, path, StreamName);
        savable.Save(context);
        context.Done();
    }

    internal void SaveModel<T>(T? value, string name) where T : class => SaveModel(Repository, value, Path.Combine(Directory ?? "", name));

    internal void SaveSubModel(string dir, Action<ModelSaveContext> fn)
    {
        using var context = new ModelSaveContext(Repository, Path.Combine(Directory ?? "", dir), StreamName);
        fn(context);
        context.Done();
    }

    internal void CheckAtModel()
    {
        Writer.Flush();
        _context.Check(Writer.BaseStream.Position == Header.FpModel);
    }

    internal void SetVersionInfo(VersionInfo ver)
    {
        Header.SetVersionInfo(ver);
        _loaderAssembly = ver.LoaderAssemblyName;
    }

    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        _context.CheckNonEmpty(name, nameof(name));
        _context.CheckValue(action, nameof(action));
        using var stream = Repository.CreateEntry(Directory, name);
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        action(writer);
    }

    internal void SaveTextStream(string name, Action<TextWriter> action)
    {
        using var stream = Repository.CreateEntry(Directory, name);
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1024, leaveOpen: true);
        action(writer);
    }

    /// <summary>Writes a text by its number in the string table.</summary>
    internal void SaveString(string str)
    {
        _context.CheckValue(str, nameof(str));
        if (!_stringIds.TryGetValue(str, out var id))
        {
            _stringIds.Add(str, id = _strings.Count);
            _strings.Add(str);
        }

        Writer.Write(id);
    }

    internal void SaveStringOrNull(string? str)
    {
        if (str is null)
            Writer.Write(-1);
        else
            SaveString(str);
    }

    internal void SaveNonEmptyString(string str)
    {
        _context.CheckParam(!string.IsNullOrEmpty(str), nameof(str));
        SaveString(str);
    }

    internal void Done()
    {
        _context.Check(Header.ModelSignature != 0, "ModelSignature not specified!");
        Header.EndWrite(Writer, 0, _strings, _loaderAssembly);
        Dispose();
    }
}
