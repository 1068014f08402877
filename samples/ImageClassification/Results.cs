using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.ImageClassification;

/// <summary>How well a model does on the test images.</summary>
/// <param name="Accuracy">The share classified right.</param>
/// <param name="LogLoss">The mean negative log of the right class's probability, in nats.</param>
internal sealed record Evaluation(double Accuracy, double LogLoss);

/// <summary>What the job made and measured.</summary>
internal sealed record Results(
    LabeledImages TrainImages,
    LabeledImages TestImages,
    NonNegativeImageClassificationTransformer Signed,
    NonNegativeImageClassificationTransformer Isomorphic,
    NonNegativeImageClassificationTransformer NonNegative,
    EquivalenceReport Equivalence,
    EquivalenceReport Verified,
    IReadOnlyList<Evaluation> Evaluations,
    string ModelPath,
    bool LoadedModelAgrees) : IDisposable
{
    /// <summary>Frees the models.</summary>
    public void Dispose()
    {
        Signed.Dispose();
        Isomorphic.Dispose();
        NonNegative.Dispose();
    }
}
