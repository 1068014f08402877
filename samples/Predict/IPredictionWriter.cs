using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.Predict;

/// <summary>Writes predictions as they come.</summary>
internal interface IPredictionWriter
{
    /// <summary>An image and its most probable classes.</summary>
    void Write(string path, IReadOnlyList<LabelScore> labels);

    /// <summary>An image that could not be read.</summary>
    void WriteSkipped(string path, string reason);

    /// <summary>There are no more.</summary>
    void Finish();
}
