using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>The checkpoints of a training run: "checkpoint-0000000001.nnck" and so on, the newest two. One process at a time.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Pattern = "checkpoint-*.nnck";
    private const int Kept = 2;

    private readonly string _path;
    private readonly FileStream _lock;
    private int _last;

    private CheckpointFolder(string path, FileStream locked)
    {
        (_path, _lock) = (path, locked);
        foreach (var unfinished in Directory.EnumerateFiles(_path, $"{Pattern}.*.tmp"))
            File.Delete(unfinished);
        _last = Files().Select(file => file.Number).FirstOrDefault();
    }

    /// <summary>Opens a folder for this process alone.</summary>
    /// <param name="path">Made where it does not exist.</param>
    /// <param name="resume">False to delete the checkpoints that are there.</param>
    /// <exception cref="IOException">Another process trains with this folder, or it cannot be written to.</exception>
    public static CheckpointFolder Open(string path, bool resume)
    {
        var full = Path.GetFullPath(path);
        FileStream locked;
        if (File.Exists(full))
            throw new IOException($"The checkpoint folder '{full}' is a file; give a folder.");
        try
        {
            Directory.CreateDirectory(full);
            locked = new FileStream(Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The checkpoint folder '{full}' cannot be used: another process trains with it, or it cannot be written to ({e.Message}). Give another folder.", e);
        }
        try
        {
            var folder = new CheckpointFolder(full, locked);
            if (!resume)
                foreach (var (file, _) in folder.Files())
                    File.Delete(file);
            return folder;
        }
        catch
        {
            locked.Dispose();
            throw;
        }
    }

    /// <summary>What the newest checkpoint that can be read says of its run, or null where there is none.</summary>
    /// <param name="path">The folder; it need not exist.</param>
    /// <param name="name">Of an entry of <see cref="RunDescription"/>.</param>
    public static string? Find(string path, string name)
    {
        foreach (var (file, _) in FilesOf(Path.GetFullPath(path)))
        {
            try
            {
                return CheckpointFile.Describe(file)[name];
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                // The one before may be whole.
            }
        }
        return null;
    }

    /// <summary>The newest state that can be read, or null where there is none.</summary>
    /// <param name="run">This run.</param>
    /// <param name="settings">Gives the settings of a phase.</param>
    /// <param name="warn">Is told of damaged checkpoints.</param>
    /// <exception cref="InvalidOperationException">The checkpoints belong to another run, or none of them can be read.</exception>
    public TrainingState? Newest(RunDescription run, Func<TrainingPhase, IScoringNetwork, TrainingSettings> settings, Action<string> warn)
    {
        var files = Files();
        foreach (var (path, _) in files)
        {
            try
            {
                return CheckpointFile.Read(path, run, settings);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                warn($"The checkpoint '{path}' cannot be read: {e.Message}");
            }
        }
        return files.Count == 0
            ? null
            : throw new InvalidOperationException($"None of the {files.Count} checkpoints in '{_path}' can be read. Set Resume to false to delete them and train from the beginning.");
    }

    /// <summary>Writes a state; then deletes all but the newest two.</summary>
    /// <param name="run">What the state belongs to.</param>
    /// <param name="state">Of a step's end.</param>
    /// <param name="optimizer">That trains its network.</param>
    /// <param name="model">Its network with what a model file holds besides.</param>
    /// <param name="columns">The model's columns.</param>
    /// <exception cref="IOException">It could not be written, for example because the disk is full; the ones before it are still there.</exception>
    public void Save(RunDescription run, TrainingState state, MultiplicativeOptimizer optimizer, ImageModel model, ModelColumns columns)
    {
        var path = Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"checkpoint-{_last + 1:D10}.nnck"));
        try
        {
            CheckpointFile.Write(path, run, state, optimizer, model, columns);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var last = Files() is [var (newest, _), ..] ? $"The last one, '{newest}', is complete" : "There is none before it";
            throw new IOException($"The checkpoint of epoch {state.Epoch}, step {state.Step} could not be written to '{_path}': {e.Message} {last}. Free space there, or give another CheckpointFolder, and train again.", e);
        }
        _last++;
        foreach (var (file, _) in Files().Skip(Kept))
            TryDelete(file);
    }

    /// <summary>Lets other processes use the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private List<(string Path, int Number)> Files() => FilesOf(_path);

    // Newest first.
    private static List<(string Path, int Number)> FilesOf(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, Pattern)
            .Select(path => (Path: path, Number: int.TryParse(Path.GetFileNameWithoutExtension(path).AsSpan("checkpoint-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1))
            .Where(file => file.Number >= 0)
            .OrderByDescending(file => file.Number)];

    // Somebody else may be reading it, a backup for one; the next time it goes.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
