using System.Runtime.InteropServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The training data as ML.NET has it: checked columns, then one pass over the rows into memory.</summary>
internal sealed class TrainingSource
{
    private const int ChunkValues = 1 << 22;

    private readonly IDataView _input;
    private readonly DataViewSchema.Column _label;
    private readonly DataViewSchema.Column _features;
    private readonly int _chunkRows;

    private TrainingSource(IDataView input, (DataViewSchema.Column Column, int Classes) label, (DataViewSchema.Column Column, int Size) features)
    {
        _input = input;
        (_label, Classes) = label;
        (_features, FeatureCount) = features;
        Labels = LabelValues.Read(_label);
        _chunkRows = Math.Max(1, ChunkValues / FeatureCount);
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The length of a feature vector.</summary>
    public int FeatureCount { get; }

    /// <summary>The classes' names, or null where the label has none.</summary>
    public LabelValues? Labels { get; }

    /// <summary>Checks the columns; reads no row.</summary>
    public static TrainingSource Open(IDataView input, TrainerColumns columns) =>
        new(input, columns.LabelOf(input.Schema), TrainerColumns.FeaturesOf(input.Schema, columns.Model.Features));

    /// <summary>Reads every row that has a label.</summary>
    /// <param name="channel">Is told of rows left out.</param>
    /// <param name="range">The features' range, or null to take it from the data.</param>
    /// <param name="checkCancellation">Throws when reading is to stop.</param>
    public TrainingData Read(IChannel channel, SignalRange? range, Action checkCancellation)
    {
        var labels = new List<long>();
        var chunks = new List<float[]>();
        long unlabeled = 0;
        using (var cursor = _input.GetRowCursor([_label, _features]))
        {
            var getLabel = cursor.GetGetter<uint>(_label);
            var getFeatures = cursor.GetGetter<VBuffer<float>>(_features);
            uint label = 0;
            VBuffer<float> features = default;
            while (cursor.MoveNext())
            {
                getLabel(ref label);
                if (label == 0)
                {
                    unlabeled++;
                    continue;
                }
                getFeatures(ref features);
                var row = labels.Count % _chunkRows;
                if (row == 0)
                {
                    checkCancellation();
                    chunks.Add(new float[_chunkRows * FeatureCount]);
                }
                var values = chunks[^1].AsSpan(row * FeatureCount, FeatureCount);
                FeatureColumn.Copy(features, values, _features, cursor.Position);
                CheckFinite(values, cursor.Position);
                labels.Add(label - 1);
            }
        }
        if (unlabeled > 0)
            channel.Warning(MessageSensitivity.None, FormattableString.Invariant($"{unlabeled} rows have no label and are left out."));
        if (labels.Count == 0)
            throw new InvalidOperationException($"The training data has no rows{(unlabeled > 0 ? FormattableString.Invariant($" with a label ({unlabeled} without)") : "")}.");
        if (labels.Distinct().Take(2).Count() < 2)
            throw new InvalidOperationException($"All {labels.Count} rows of the training data are of one class; a classifier needs at least 2.");
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Read {labels.Count} rows of {FeatureCount} features in {Classes} classes."));
        return ToTensors(chunks, labels, range);
    }

    private TrainingData ToTensors(List<float[]> chunks, List<long> labels, SignalRange? given)
    {
        var features = empty(labels.Count, FeatureCount, float32).DetachFromDisposeScope();
        for (var i = 0; i < chunks.Count; i++)
        {
            var rows = Math.Min(_chunkRows, labels.Count - i * _chunkRows);
            using var part = features.narrow(0, (long)i * _chunkRows, rows);
            chunks[i].AsSpan(0, rows * FeatureCount).CopyTo(MemoryMarshal.Cast<byte, float>(part.bytes));
        }
        var range = given ?? RangeOf(features);
        features.sub_(range.Lower).div_(range.Extent).clamp_(0, 1);
        return new TrainingData(new LabeledImages(features, tensor(labels.ToArray(), int64).DetachFromDisposeScope()), range);
    }

    // One value throughout leaves nothing to scale; any interval around it will do.
    private static SignalRange RangeOf(Tensor features)
    {
        using var least = features.min();
        using var greatest = features.max();
        var (lower, upper) = (least.item<float>(), greatest.item<float>());
        return lower < upper ? new SignalRange(lower, upper) : new SignalRange(lower, lower + Math.Max(1, Math.Abs((double)lower)));
    }

    private void CheckFinite(ReadOnlySpan<float> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new InvalidOperationException(FormattableString.Invariant($"The feature column '{_features.Name}' has the value {values[i]} in row {position} (from 0), slot {i}. Remove such rows, for example with Data.FilterRowsByMissingValues."));
    }
}

/// <summary>Training data in memory.</summary>
/// <param name="Images">Scaled features and labels; owned.</param>
/// <param name="FeatureRange">The range that was scaled to [0, 1].</param>
internal sealed record TrainingData(LabeledImages Images, SignalRange FeatureRange) : IDisposable
{
    public void Dispose() => Images.Dispose();
}
