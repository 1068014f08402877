using System.Text.Json;
using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.ImageClassification;

/// <summary>The figures of a run, as they stand in metrics.json.</summary>
/// <param name="Data">Where the images came from.</param>
/// <param name="TrainRows">The training images.</param>
/// <param name="TestRows">The test images; every figure but the training ones is measured on all of them.</param>
/// <param name="Network">mlp or cnn.</param>
/// <param name="Activation">The activation.</param>
/// <param name="Rule">The update rule of the signed phase.</param>
/// <param name="Optimizer">Its direction.</param>
/// <param name="Epochs">The epochs of the signed phase.</param>
/// <param name="PostEpochs">The epochs of the sign-preserving phase.</param>
/// <param name="BatchSize">The images of a step.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Parameters">Weights and biases; the non-negative network has as many that are not structurally zero.</param>
/// <param name="SignedAccuracy">Of the signed network.</param>
/// <param name="SignedLogLoss">In nats.</param>
/// <param name="IsomorphicAccuracy">Of the non-negative network before it was trained further.</param>
/// <param name="IsomorphicLogLoss">In nats.</param>
/// <param name="MaxOutputDifference">The largest difference of a score before softmax between those two, split form against signed.</param>
/// <param name="MaxLayerDifference">The largest |z' - c - z| of any layer, relative to its largest z'.</param>
/// <param name="ArgmaxDisagreements">The images that those two classify differently.</param>
/// <param name="MinSignal">The smallest x, alpha - x, z' and b' of any layer, before and after further training.</param>
/// <param name="MinSignalRelative">The same in parts of its range: alpha for x and alpha - x, the largest z' for z' and b'.</param>
/// <param name="NonNegativeAccuracy">Of the non-negative network after it was trained further.</param>
/// <param name="NonNegativeLogLoss">In nats.</param>
/// <param name="MinWeight">The smallest W+, W- and b' of any layer, before and after further training.</param>
/// <param name="LoadedModelAgrees">Whether another process, with the saved model, computed the very same scores for all test images.</param>
/// <param name="TrainSeconds">The time of both phases of training.</param>
/// <param name="ImagesPerSecond">The mean speed of both phases.</param>
/// <param name="SignedImagesPerSecond">The mean speed of the signed phase.</param>
internal sealed record Metrics(
    string Data,
    int TrainRows,
    int TestRows,
    string Network,
    string Activation,
    string Rule,
    string Optimizer,
    int Epochs,
    int PostEpochs,
    int BatchSize,
    int Seed,
    long Parameters,
    double SignedAccuracy,
    double SignedLogLoss,
    double IsomorphicAccuracy,
    double IsomorphicLogLoss,
    double MaxOutputDifference,
    double MaxLayerDifference,
    long ArgmaxDisagreements,
    double MinSignal,
    double MinSignalRelative,
    double NonNegativeAccuracy,
    double NonNegativeLogLoss,
    double MinWeight,
    bool LoadedModelAgrees,
    double TrainSeconds,
    double ImagesPerSecond,
    double SignedImagesPerSecond)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>The figures of a run.</summary>
    public static Metrics Of(SampleOptions options, Results results)
    {
        var (before, after) = (results.Equivalence, results.Verified);
        return new Metrics(
            options.Data,
            results.TrainImages.Count,
            results.TestImages.Count,
            Name(options.Network),
            options.Activation,
            Name(options.Rule),
            Name(options.Optimizer),
            options.SignedEpochs,
            options.PostEpochs,
            options.BatchSize,
            options.Seed,
            results.NonNegative.Network.ParameterCount,
            results.Evaluations[0].Accuracy,
            results.Evaluations[0].LogLoss,
            results.Evaluations[1].Accuracy,
            results.Evaluations[1].LogLoss,
            before.MaxOutputDifference!.Value,
            before.Layers.Max(layer => layer.RelativeDifference!.Value),
            before.ArgmaxDisagreements!.Value,
            Math.Min(before.MinSignal, after.MinSignal),
            Math.Min(before.MinSignalRelative, after.MinSignalRelative),
            results.Evaluations[2].Accuracy,
            results.Evaluations[2].LogLoss,
            Math.Min(before.MinWeight, after.MinWeight),
            results.LoadedModelAgrees,
            results.NonNegative.History.Duration.TotalSeconds,
            results.NonNegative.History.ImagesPerSecond,
            results.Signed.History.ImagesPerSecond);
    }

    /// <summary>Writes the figures; the file is complete or not there.</summary>
    public void Write(string path)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(temporary, path, overwrite: true);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
