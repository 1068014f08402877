using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>From where a component reads itself.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    public readonly RepositoryReader Repository;
    public readonly string? Directory;
    public readonly BinaryReader Reader;
    public readonly string[] Strings;
    public readonly string? LoaderAssemblyName;
    public readonly long FpMin;

    internal readonly ModelHeader Header;

    private readonly IExceptionContext? _context;

    internal ModelLoadContext(RepositoryReader repository, Stream stream, string? directory)
    {
        Repository = repository;
        Directory = directory;
        _context = repository.Context;
        Reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        Header = ModelHeader.BeginRead(Reader, out FpMin, out Strings, out LoaderAssemblyName);
    }

    /// <summary>Loads the model of a directory through the class that its header names; false where there is no model.</summary>
    public static bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes? result, RepositoryReader rep, string dir) where TRes : class
    {
        result = null;
        using var stream = rep.OpenEntryOrNull(dir, ModelSaveContext.StreamName);
        if (stream is null)
            return false;
        using var context = new ModelLoadContext(rep, stream, dir);
        if (!context.TryLoad<TRes, TSig>(env, out result))
            throw env.ExceptDecode($"Couldn't load model: '{dir}'");
        return true;
    }

    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, string dir) where TRes : class
    {
        if (!LoadModelOrNull<TRes, TSig>(env, out var loaded, rep, dir))
            throw env.ExceptDecode("Corrupt model file");
        result = loaded!;
    }

    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name) where TRes : class =>
        LoadModel<TRes, TSig>(env, out result, Repository, Path.Combine(Directory ?? "", name));

    public void CheckAtModel(VersionInfo ver)
    {
        _context.Check(Reader.BaseStream.Position == FpMin + Header.FpModel);
        Header.CheckVersion(ver);
    }

    public bool TryProcessSubModel(string dir, Action<ModelLoadContext> action)
    {
        var path = Path.Combine(Directory ?? "", dir);
        using var stream = Repository.OpenEntryOrNull(path, ModelSaveContext.StreamName);
        if (stream is null)
            return false;
        using var context = new ModelLoadContext(Repository, stream, path);
        action(context);
        return true;
    }

    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        _context.CheckNonEmpty(name, nameof(name));
        _context.CheckValue(action, nameof(action));
        using var stream = Repository.OpenEntryOrNull(Directory, name);
        if (stream is null)
            return false;
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        action(reader);
        return true;
    }

    public bool TryLoadTextStream(string name, Action<TextReader> action)
    {
        _context.CheckNonEmpty(name, nameof(name));
        _context.CheckValue(action, nameof(action));
        using var stream = Repository.OpenEntryOrNull(Directory, name);
        if (stream is null)
            return false;
        using var reader = new StreamReader(stream);
        action(reader);
        return true;
    }

    public string LoadString() => LoadStringOrNull() ?? throw _context.ExceptDecode();

    public string? LoadStringOrNull()
    {
        var id = Reader.ReadInt32();
        _context.CheckDecode(id >= -1 && id < Strings.Length);
        return id < 0 ? null : Strings[id];
    }

    public string LoadNonEmptyString()
    {
        var text = LoadString();
        _context.CheckDecode(text.Length > 0);
        return text;
    }

    public void Dispose() => Reader.Dispose();

    private bool TryLoad<TRes, TSig>(IHostEnvironment env, out TRes? result) where TRes : class
    {
        if (!string.IsNullOrEmpty(LoaderAssemblyName))
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(Loadable(LoaderAssemblyName)));
        foreach (var signature in new[] { Header.LoaderSignature, Header.LoaderSignatureAlt })
        {
            if (!string.IsNullOrWhiteSpace(signature)
                && env.ComponentCatalog.TryCreate(env, signature, typeof(TSig), this, out var instance)
                && (result = instance as TRes) is not null)
            {
                Header.EndRead(Reader, FpMin);
                return true;
            }
        }

        result = null;
        return false;
    }

    // A file written by the real library names its assemblies in full, with a key that a stand-in does not have: the simple name finds either.
    private static string Loadable(string assembly) =>
        assembly.StartsWith("Microsoft.ML.", StringComparison.Ordinal) ? assembly.Split(',')[0] : assembly;
}
