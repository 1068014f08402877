using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Spectre.Console;
using TorchSharp;

namespace NonNegML.Samples.ImageClassification;

/// <summary>Loads a saved model and scores the test images; needs nothing but the model file.</summary>
internal static class PredictJob
{
    private const int Shown = 10;

    /// <summary>Prints the accuracy and the first predictions; writes the scores where asked to.</summary>
    public static void Run(string modelPath, SampleOptions options, string? scoresPath)
    {
        if (options.Threads is { } threads)
            torch.set_num_threads(threads);
        var mlContext = new MLContext(options.Seed);
        var model = Load(mlContext, modelPath);
        var (_, test) = DataSource.Read(options);
        var rows = DataSource.ToDataView(mlContext, test);
        CheckClasses(model.GetOutputSchema(rows.Schema)["PredictedLabel"], test.ClassNames);
        if (scoresPath is not null)
            File.WriteAllBytes(scoresPath, MemoryMarshal.AsBytes(Scores(model, rows).AsSpan()).ToArray());

        var metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(rows));
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{modelPath}: accuracy {metrics.MicroAccuracy:P2}, log-loss {metrics.LogLoss:F4} on {test.Count:N0} images of {options.Data}");
        PrintPredictions(mlContext, model, test);
        (model as IDisposable)?.Dispose();
    }

    private static ITransformer Load(MLContext mlContext, string modelPath)
    {
        try
        {
            return mlContext.Model.Load(modelPath, out _);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or InvalidOperationException)
        {
            throw new InvalidDataException($"{modelPath} is no complete model: {e.GetBaseException().Message}");
        }
    }

    // Evaluate leaves rows of unknown classes out, and would find nothing wrong with none at all.
    private static void CheckClasses(DataViewSchema.Column predictedLabel, IReadOnlyList<string> classNames)
    {
        VBuffer<ReadOnlyMemory<char>> values = default;
        predictedLabel.GetKeyValues(ref values);
        var known = values.DenseValues().Select(value => value.ToString()).ToList();
        if (!known.Order().SequenceEqual(classNames.Order()))
            throw new InvalidDataException($"The model knows the classes {string.Join(", ", known)}; the data has {string.Join(", ", classNames)}. Name the data it was trained on with --data.");
    }

    /// <summary>The probability of each class for each row, row after row.</summary>
    public static float[] Scores(ITransformer model, IDataView rows)
    {
        var scored = model.Transform(rows);
        var column = scored.Schema["Score"];
        var scores = new List<float>();
        using var cursor = scored.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> row = default;
        while (cursor.MoveNext())
        {
            getter(ref row);
            scores.AddRange(row.DenseValues());
        }
        return [.. scores];
    }

    /// <summary>Predicts the first images one by one, as an application would.</summary>
    public static void PrintPredictions(MLContext mlContext, ITransformer model, LabeledImages images)
    {
        var schema = SchemaDefinition.Create(typeof(ImageRow));
        schema[nameof(ImageRow.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, images.PixelsPerImage);
        var engine = mlContext.Model.CreatePredictionEngine<ImageRow, ImagePrediction>(model, inputSchemaDefinition: schema);
        var table = new Table().AddColumns("image", "class", "predicted", "probability");
        for (var i = 0; i < Math.Min(Shown, images.Count); i++)
        {
            var row = DataSource.Row(images, i);
            var prediction = engine.Predict(row);
            var color = prediction.PredictedClass == row.Label ? "green" : "red";
            table.AddRow($"{i}", Markup.Escape(row.Label), $"[{color}]{Markup.Escape(prediction.PredictedClass)}[/]", $"{prediction.Score.Max():P1}");
        }
        AnsiConsole.Write(table);
    }
}
