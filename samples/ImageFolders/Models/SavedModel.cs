using Microsoft.ML;
using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Model files.</summary>
public static class SavedModel
{
    /// <summary>Saves a model: the file is there completely or as it was before.</summary>
    public static void Save(MLContext mlContext, ITransformer model, DataViewSchema inputSchema, string path)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw new IOException($"{target} is a folder; name the file that the model is to be saved as.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(unfinished))
            {
                mlContext.Model.Save(model, inputSchema, stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Loads a model.</summary>
    /// <param name="mlContext">Where it is loaded.</param>
    /// <param name="path">The file.</param>
    /// <param name="input">The column that it must take: <see cref="ImageFile.ImagePath"/> for models of files.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no complete model, or one for other inputs.</exception>
    public static ITransformer Load(MLContext mlContext, string path, string input = nameof(ImageFile.ImagePath))
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}. Name a model that a training program saved.");
        ITransformer model;
        DataViewSchema? inputs;
        try
        {
            model = mlContext.Model.Load(path, out inputs);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} is no complete model: {e.GetBaseException().Message}", e);
        }
        if (inputs?.GetColumnOrNull(input) is not null)
            return model;
        (model as IDisposable)?.Dispose();
        throw new InvalidDataException($"{path} is a model of other inputs ({(inputs is null ? "it names none" : string.Join(", ", inputs.Select(column => column.Name)))}); a model with the input {input} is needed here.");
    }
}
