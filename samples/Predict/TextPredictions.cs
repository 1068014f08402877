using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.Predict;

/// <summary>A line for each image; what could not be read goes to the error output.</summary>
internal sealed class TextPredictions : IPredictionWriter
{
    public void Write(string path, IReadOnlyList<LabelScore> labels) =>
        Console.WriteLine($"{path}: {string.Join(", ", labels.Select(label => $"{label.Label} {label.Score:P1}"))}");

    public void WriteSkipped(string path, string reason) => Console.Error.WriteLine($"{path}: skipped, {reason}");

    public void Finish()
    {
    }
}
