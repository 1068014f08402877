using System.Collections.Immutable;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>Data to train or to validate on, as ML.NET has it: checked columns, then one pass over the rows.</summary>
/// <param name="Source">The examples; disposed with this.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Labels">The classes' names, or null where the label has none.</param>
/// <param name="Range">The features' range, which is to be scaled to [0, 1].</param>
/// <param name="Mean">Of each channel of the scaled features; empty where it was not asked for.</param>
/// <param name="Deviation">Of each channel of the scaled features, above 0; empty where it was not asked for.</param>
/// <param name="IsImages">Whether the column holds images.</param>
/// <param name="Skipped">The images that could not be read and were left out, up to 1,000 of them.</param>
/// <param name="SkippedCount">The number of all images that were left out.</param>
internal sealed record TrainingData(
    ExampleSource Source, int Classes, LabelValues? Labels, SignalRange Range, ImmutableArray<float> Mean, ImmutableArray<float> Deviation,
    bool IsImages, ImmutableArray<SkippedImage> Skipped, long SkippedCount) : IDisposable
{
    private static SignalRange PixelRange => new(byte.MinValue, byte.MaxValue);

    /// <summary>Checks the columns, reads every row, and stores the examples where the settings say.</summary>
    /// <param name="input">Read once; with <see cref="DataStorage.Stream"/> once more in every pass over the source.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="settings">How to read it.</param>
    /// <param name="channel">Is told what was read and what was left out.</param>
    /// <param name="checkCancellation">Throws when reading is to stop; asked before every row.</param>
    /// <exception cref="ArgumentException">A column is missing, of the wrong type, or not as in the training data.</exception>
    /// <exception cref="InvalidOperationException">There are no rows or too few classes; a feature is not finite; or too many images cannot be read.</exception>
    /// <exception cref="IOException">The cache file cannot be written.</exception>
    public static TrainingData Open(IDataView input, TrainerColumns columns, TrainingDataSettings settings, IChannel channel, Action checkCancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.ShuffleBuffer, 1);
        var (label, classes) = columns.LabelOf(input.Schema);
        var (features, kind) = TrainerColumns.FeatureOf(input.Schema, columns.Model.Features);
        DataViewSchema.Column? name = settings.NameColumn is { } nameColumn ? TrainerColumns.NameOf(input.Schema, nameColumn) : null;
        var labels = LabelValues.Read(label);
        var reader = PayloadReader.Create(features, kind, settings.Preparation);
        CheckShapes(settings, kind, reader.Layout.Size, features.Name);
        CheckClasses(settings, classes, labels);

        var range = settings.Range ?? (reader.Layout.AreBytes ? PixelRange : null);
        var pass = new TrainingDataReader(new TrainingRows(input, label, features, reader, name), classes, range, settings);
        try
        {
            var source = pass.Read(channel, checkCancellation);
            var found = range ?? pass.FoundRange!.Value;
            var (mean, deviation) = pass.Statistics?.Scaled(found) ?? ([], []);
            return new TrainingData(source, classes, labels, found, mean, deviation, kind != FeatureKind.Vector, pass.Skipped.First, pass.Skipped.Count);
        }
        catch
        {
            pass.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Source.Dispose();

    private static void CheckShapes(TrainingDataSettings settings, FeatureKind kind, int size, string column)
    {
        if (kind != FeatureKind.Vector && settings.Preparation!.Shape.Channels is not (1 or 3))
            throw new ArgumentException($"Images have 1 channel (grey) or 3 (red, green, blue), but InputShape is {settings.Preparation.Shape}.");
        if (settings.NormalizedShape is { } shape && shape.Size != size)
            throw new ArgumentException($"InputShape is {shape}, which is {shape.Size} values, but the feature column '{column}' has {size}.");
    }

    private static void CheckClasses(TrainingDataSettings settings, int classes, LabelValues? labels)
    {
        if (settings.Classes is not { } expected)
            return;
        if (classes != expected)
            throw new ArgumentException($"The {settings.Role} data has {classes} classes, but the training data has {expected}: {LabelValues.Describe(labels)} against {LabelValues.Describe(settings.Labels)}. Use the same MapValueToKey transformer for both.");
        if (!Equals(labels, settings.Labels))
            throw new ArgumentException($"The {settings.Role} data and the training data name their classes differently: {LabelValues.Describe(labels)} against {LabelValues.Describe(settings.Labels)}. Use the same MapValueToKey transformer for both.");
    }
}
