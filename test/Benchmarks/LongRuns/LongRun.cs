using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.NonNegative;

namespace NonNegML.Benchmarks.LongRuns;

/// <summary>One training on a folder of images, with what it takes of time and memory.</summary>
internal sealed class LongRun(DirectoryInfo folder, NonNegativeImageClassificationTrainer.Options options)
{
    private const int Settled = 3;

    private readonly List<double> _resident = [];

    /// <summary>Trains, and prints a line an epoch and the ratios at the end.</summary>
    public void Run()
    {
        var mlContext = new MLContext(seed: 1);
        var files = folder.EnumerateDirectories().OrderBy(one => one.Name, StringComparer.Ordinal)
            .SelectMany(one => one.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new Row { Path = file.FullName, Name = one.Name })).ToList();
        (options.FeatureColumnName, options.NameColumnName, options.Progress) = ("Image", nameof(Row.Path), new TrainingCallback(Report));
        var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(Row.Name))
            .Append(mlContext.Transforms.LoadRawImageBytes("Image", folder.FullName, nameof(Row.Path)))
            .Append(mlContext.MulticlassClassification.Trainers.NonNegative(options));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{files.Count} images, {options.Architecture}, {options.InputShape}, batches of {options.BatchSize}, {options.Threads} threads of libtorch, {options.Storage} storage, {(options.Augmentation.FlipHorizontally ? "augmented" : "as they are")}"));
        using var model = pipeline.Fit(mlContext.Data.LoadFromEnumerable(files));
        Summarize(((NonNegativeImageClassificationTransformer)model.LastTransformer).History);
    }

    private void Report(TrainingProgress step)
    {
        if (!step.IsEndOfEpoch)
            return;
        using var process = Process.GetCurrentProcess();
        _resident.Add(process.WorkingSet64 / 1024.0 / 1024.0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {step.Epoch,3}: {step.ImagesPerSecond,8:F1} images/s, waited for data {step.DataWait,6:P2}, resident {_resident[^1],7:F1} MiB, loss {step.Loss:F4}, accuracy {step.Accuracy:P1}"));
    }

    private void Summarize(TrainingHistory history)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"waited for data: {history.Epochs[^1].DataWait:P2} of the time (at most 5% wanted)"));
        if (_resident.Count > Settled)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"resident memory after epoch {_resident.Count} to that after epoch {Settled}: {_resident[^1] / _resident[Settled - 1]:F3} (at most 1.05 wanted)"));
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public string Name { get; set; } = "";
    }
}
