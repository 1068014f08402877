using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.NonNegative;
using NonNegML.Benchmarks.Ratios;

namespace NonNegML.Benchmarks.Inference;

/// <summary>An untrained model and random images in memory.</summary>
internal sealed class ScoringWorkload : IDisposable
{
    private const int TrainingRows = 20;

    private readonly MLContext _mlContext = new(seed: 1);
    private readonly List<Row> _rows;
    private readonly SchemaDefinition _schema;
    private readonly NonNegativeImageClassificationTransformer _model;

    public ScoringWorkload(NetworkArchitecture architecture, ImageShape shape, Activation activation, WeightConstraint constraint, int rows)
    {
        var random = new Random(1);
        _rows = [.. Enumerable.Range(0, Math.Max(rows, TrainingRows)).Select(i => new Row { Features = Pixels(random, shape.Size), Label = (uint)(i % 10) })];
        _schema = SchemaDefinition.Create(typeof(Row));
        _schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, shape.Size);
        _model = _mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
        {
            Architecture = architecture,
            Activation = activation,
            InputShape = shape,
            Constraint = constraint,
            Epochs = 0,
            PostEpochs = 0,
            BatchSize = TrainingRows,
        }).Fit(Data(TrainingRows));
        Images = Data(rows);
    }

    private IDataView Images { get; }

    /// <summary>The seconds to read every score of the transformed images.</summary>
    public double Transform()
    {
        var start = Stopwatch.GetTimestamp();
        var scored = _model.Transform(Images);
        using var cursor = scored.GetRowCursor([scored.Schema["Score"], scored.Schema["PredictedLabel"]]);
        var (score, label) = (cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]), cursor.GetGetter<uint>(scored.Schema["PredictedLabel"]));
        VBuffer<float> values = default;
        uint key = 0;
        while (cursor.MoveNext())
        {
            score(ref values);
            label(ref key);
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The seconds that a PredictionEngine takes for one image, the median of some.</summary>
    public double One(int count)
    {
        var engine = _mlContext.Model.CreatePredictionEngine<Row, Prediction>(_model, new PredictionEngineOptions { OwnsTransformer = false, InputSchemaDefinition = _schema });
        var prediction = new Prediction();
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            engine.Predict(_rows[i % _rows.Count], ref prediction);
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return new Series(times).Median;
    }

    public void Dispose() => _model.Dispose();

    private IDataView Data(int rows) => _mlContext.Data.LoadFromEnumerable(_rows.Take(rows).ToList(), _schema);

    private static float[] Pixels(Random random, int count)
    {
        var pixels = new float[count];
        for (var i = 0; i < count; i++)
            pixels[i] = random.NextSingle();
        return pixels;
    }

    internal sealed class Row
    {
        public float[] Features { get; set; } = [];

        [KeyType(10)]
        public uint Label { get; set; }
    }

    internal sealed class Prediction
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }
}
