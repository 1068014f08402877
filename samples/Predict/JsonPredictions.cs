using System.Text.Json;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.Predict;

/// <summary>One JSON document: [{"image": "...", "labels": [{"label": "...", "score": 0.9}]}, {"image": "...", "error": "..."}].</summary>
internal sealed class JsonPredictions : IPredictionWriter
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<object> _entries = [];

    public void Write(string path, IReadOnlyList<LabelScore> labels) => _entries.Add(new { Image = path, Labels = labels });

    public void WriteSkipped(string path, string reason) => _entries.Add(new { Image = path, Error = reason });

    public void Finish() => Console.WriteLine(JsonSerializer.Serialize(_entries, Format));
}
