using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Counts, row by row, what the metrics of a multiclass classifier are made of.</summary>
internal sealed class MulticlassEvaluator
{
    private const float LeastProbability = 1e-15f;

    private readonly double[] _rowsOfClass;
    private readonly double[] _logLossOfClass;
    private readonly double[] _rowsOfRank;
    private readonly double[][] _confusion;
    private double _rows;
    private double _logLoss;
    private double _correct;

    private MulticlassEvaluator(int classes)
    {
        _rowsOfClass = new double[classes];
        _logLossOfClass = new double[classes];
        _rowsOfRank = new double[classes + 1];
        _confusion = [.. Enumerable.Range(0, classes).Select(_ => new double[classes])];
    }

    private int Classes => _rowsOfClass.Length;

    public static MulticlassClassificationMetrics Evaluate(IHost host, IDataView data, string labelName, string scoreName, string predictedName, int topK)
    {
        var label = Column(host, data, "Label", labelName);
        var score = Column(host, data, "Score", scoreName);
        Column(host, data, "PredictedLabel", predictedName);
        if (score.Type is not VectorDataViewType { Size: >= 2 } scores || scores.ItemType != NumberDataViewType.Single)
            throw host.ExceptSchemaMismatch("schema", "score", score.Name, "vector of two or more items of type Single", $"{score.Type}");
        if (label.Type != NumberDataViewType.Single && label.Type is not KeyDataViewType)
            throw host.ExceptSchemaMismatch("schema", "label", label.Name, "Single or Key", $"{label.Type}");
        var evaluator = new MulticlassEvaluator(scores.Size);
        using (var cursor = data.GetRowCursor([label, score]))
        {
            var getLabel = label.Type is KeyDataViewType key
                ? (ValueGetter<float>)Arguments.Generic(KeyLabel<uint>, key.RawType, cursor, label, key.Count)!
                : cursor.GetGetter<float>(label);
            var getScore = cursor.GetGetter<VBuffer<float>>(score);
            VBuffer<float> buffer = default;
            var dense = new float[scores.Size];
            var labelValue = 0f;
            while (cursor.MoveNext())
            {
                getLabel(ref labelValue);
                getScore(ref buffer);
                host.Check(buffer.Length == dense.Length);
                buffer.CopyTo(dense);
                evaluator.Add(labelValue, dense);
            }
        }

        return evaluator.Metrics(host, ClassNames(score, scores.Size), topK);
    }

    private void Add(float label, ReadOnlySpan<float> scores)
    {
        // Rows without a usable label or with a score that is no number count for nothing.
        if (float.IsNaN(label) || label < 0 || label != (int)label)
            return;
        foreach (var score in scores)
            if (!float.IsFinite(score))
                return;
        var actual = (int)label;
        var isKnown = actual < Classes;
        var own = isKnown ? scores[actual] : 0;
        var logLoss = -Math.Log(isKnown ? Math.Min(1, Math.Max(LeastProbability, own)) : LeastProbability);
        var rank = 0;
        var assigned = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > own || scores[i] == own && i < actual)
                rank++;
            if (scores[i] > scores[assigned])
                assigned = i;
        }

        _rows++;
        _logLoss += logLoss;
        _rowsOfRank[rank]++;
        if (rank == 0)
            _correct++;
        if (!isKnown)
            return;
        _rowsOfClass[actual]++;
        _logLossOfClass[actual] += logLoss;
        _confusion[actual][rank == 0 ? actual : assigned]++;
    }

    private MulticlassClassificationMetrics Metrics(IHost host, ReadOnlyMemory<char>[] names, int topK)
    {
        var logLoss = _rows > 0 ? _logLoss / _rows : 0;
        var seen = Enumerable.Range(0, Classes).Where(i => _rowsOfClass[i] > 0).ToArray();
        var entropy = -seen.Sum(i => _rowsOfClass[i] * Math.Log(_rowsOfClass[i] / _rows)) / _rows;
        double[]? topAccuracies = null;
        if (topK > 0)
        {
            // As in the real one: there is one rank more than there are classes, and asking for more ends in an IndexOutOfRangeException.
            topAccuracies = new double[topK];
            double sum = 0;
            for (var k = 0; k < topAccuracies.Length; k++)
                topAccuracies[k] = sum += _rowsOfRank[k] / _rows;
        }

        return new MulticlassClassificationMetrics
        {
            MicroAccuracy = _rows > 0 ? _correct / _rows : 0,
            MacroAccuracy = seen.Length > 0 ? seen.Average(i => _confusion[i][i] / _rowsOfClass[i]) : 0,
            LogLoss = logLoss,
            LogLossReduction = (entropy - logLoss) / entropy,
            TopKPredictionCount = topK,
            TopKAccuracyForAllK = topAccuracies?.ToImmutableArray()!,
            PerClassLogLoss = [.. Enumerable.Range(0, Classes).Select(i => _rowsOfClass[i] > 0 ? _logLossOfClass[i] / _rowsOfClass[i] : 0)],
            ConfusionMatrix = new ConfusionMatrix(host, _confusion, names),
        };
    }

    private static DataViewSchema.Column Column(IHost host, IDataView data, string role, string name) =>
        data.Schema.GetColumnOrNull(name) ?? throw host.ExceptParam("schema", $"{name} column '{role}' not found") /* the real message has the two in this order */;

    private static ValueGetter<float> KeyLabel<T>(DataViewRow row, DataViewSchema.Column column, ulong count)
    {
        var get = row.GetGetter<T>(column);
        T key = default!;
        return (ref float label) =>
        {
            get(ref key);
            var number = Convert.ToUInt64(key, CultureInfo.InvariantCulture);
            label = number > 0 && number <= count ? number - 1 : float.NaN;
        };
    }

    private static ReadOnlyMemory<char>[] ClassNames(DataViewSchema.Column score, int classes)
    {
        if (score.Annotations.Schema.GetColumnOrNull(AnnotationKinds.SlotNames)?.Type is not VectorDataViewType { IsKnownSize: true, ItemType: TextDataViewType })
            return [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.CurrentCulture).AsMemory())];
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        return [.. names.DenseValues()];
    }
}
