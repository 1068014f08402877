using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.NonNegative;
using Spectre.Console;
using TorchSharp;

namespace NonNegML.Samples.ImageClassification;

/// <summary>The whole way: signed network, the same network without negative numbers, that one trained further, saved, loaded elsewhere, compared.</summary>
internal sealed class TrainingJob(SampleOptions options)
{
    private readonly MLContext _mlContext = new(options.Seed);

    /// <summary>Runs the job.</summary>
    /// <exception cref="InvalidOperationException">The networks are not equivalent, one that should be non-negative is not, or the saved model disagrees.</exception>
    public void Run(CancellationToken cancellation)
    {
        if (options.Threads is { } threads)
            torch.set_num_threads(threads);
        if (File.Exists(options.Output))
            throw new IOException($"--output: {options.Output} is a file; name a folder.");
        Directory.CreateDirectory(options.Output);
        Results results = null!;
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => results = Train(new JobProgress(context), cancellation));
        using var _ = results;

        var metrics = Metrics.Of(options, results);
        var metricsPath = Path.Combine(options.Output, "metrics.json");
        metrics.Write(metricsPath);
        Report.Print(metrics, results, _mlContext);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Model: {results.ModelPath}");
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Figures: {metricsPath}");
        if (!results.Equivalence.IsEquivalent || !results.Equivalence.IsNonNegative || !results.Verified.IsNonNegative || !results.LoadedModelAgrees)
            throw new InvalidOperationException($"A check failed: {metricsPath} has the figures.");
    }

    private Results Train(JobProgress progress, CancellationToken cancellation)
    {
        var (trainImages, testImages) = progress.Step($"Reading {options.Data}", () => DataSource.Read(options));
        var trainRows = DataSource.ToDataView(_mlContext, trainImages);
        var testRows = DataSource.ToDataView(_mlContext, testImages);
        var labels = _mlContext.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Fit(trainRows);
        var (train, test) = (labels.Transform(trainRows), labels.Transform(testRows));

        var signed = Trainer(WeightConstraint.Signed, progress.Training("Training the signed network"), cancellation).Fit(train);
        var isomorphic = progress.Step("Rewriting it without negative numbers", signed.ToNonNegative);
        var equivalence = progress.Step($"Comparing the two on {testImages.Count:N0} images", () => isomorphic.VerifyAgainst(test, signed));
        var nonNegative = Trainer(WeightConstraint.NonNegative, progress.Training("Training it without changing a sign"), cancellation).Fit(train, isomorphic);
        var verified = progress.Step("Checking its weights and signals", () => nonNegative.Verify(test));

        var evaluations = progress.Step("Evaluating all three", () => new[] { signed, isomorphic, nonNegative }.Select(model => Evaluate(model, test)).ToList());
        cancellation.ThrowIfCancellationRequested();
        var (path, agrees) = progress.Step("Saving the model, loading it in another process", () => SaveAndLoad(labels, nonNegative, testRows));
        return new Results(trainImages, testImages, signed, isomorphic, nonNegative, equivalence, verified, evaluations, path, agrees);
    }

    private NonNegativeImageClassificationTrainer Trainer(WeightConstraint constraint, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        _mlContext.MulticlassClassification.Trainers.NonNegative(new NonNegativeImageClassificationTrainer.Options
        {
            FeatureColumnName = nameof(ImageRow.Pixels),
            Architecture = options.Network == SampleNetwork.Cnn ? NetworkArchitecture.SmallCnn() : NetworkArchitecture.Mlp(100, 200),
            Activation = Activations.FromName(options.Activation),
            Constraint = constraint,
            Update = Update(),
            Epochs = options.SignedEpochs,
            PostEpochs = options.PostEpochs,
            BatchSize = options.BatchSize,
            Progress = progress,
            CancellationToken = cancellation,
        });

    // A direction of Adam is of the order of 1, a gradient is not: its rate goes with the square of what the activation is sensitive to.
    private MultiplicativeUpdateOptions Update()
    {
        var activation = Activations.FromName(options.Activation);
        var update = NonNegativeImageClassificationTrainer.Options.DefaultUpdate(activation);
        update.Rule = options.Rule;
        update.Direction = options.Optimizer;
        if (options.Optimizer == DirectionKind.Sgd)
        {
            update.LearningRate = 0.4 * activation.SensitiveDeviation * activation.SensitiveDeviation;
            update.OuterLearningRate = 0.1;
            update.Momentum = 0.9;
        }
        return update;
    }

    private Evaluation Evaluate(NonNegativeImageClassificationTransformer model, IDataView test)
    {
        var metrics = _mlContext.MulticlassClassification.Evaluate(model.Transform(test));
        return new Evaluation(metrics.MicroAccuracy, metrics.LogLoss);
    }

    private (string Path, bool Agrees) SaveAndLoad(ITransformer labels, NonNegativeImageClassificationTransformer nonNegative, IDataView testRows)
    {
        var scored = labels.Append(nonNegative);
        var names = _mlContext.Transforms.Conversion.MapKeyToValue(nameof(ImagePrediction.PredictedClass), "PredictedLabel").Fit(scored.Transform(testRows));
        var model = scored.Append(names);
        var path = Path.Combine(options.Output, "model.zip");
        _mlContext.Model.Save(model, testRows.Schema, path);

        var scoresPath = Path.Combine(options.Output, "scores.bin");
        OtherProcess.Predict(path, options, scoresPath);
        var agrees = File.ReadAllBytes(scoresPath).AsSpan().SequenceEqual(MemoryMarshal.AsBytes(PredictJob.Scores(model, testRows).AsSpan()));
        File.Delete(scoresPath);
        return (path, agrees);
    }
}
