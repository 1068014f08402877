using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A trained network with everything needed to use it: how features are scaled and what the classes are called.</summary>
internal sealed class ImageModel : IDisposable
{
    private readonly Lazy<IScoringNetwork> _scoring;

    /// <param name="network">The network; owned. Not trained any more.</param>
    /// <param name="featureRange">The features' range in the training data, which becomes [0, 1]; what lies outside is clamped.</param>
    /// <param name="labels">The classes' names, or null where the label had none.</param>
    public ImageModel(IScoringNetwork network, SignalRange featureRange, LabelValues? labels)
    {
        (Network, FeatureRange, Labels) = (network, featureRange, labels);
        ((nn.Module)network).eval();

        // The fused form of a network that is not trained any more, its weights and shifts computed once; without normalisation a signed network is faster, too.
        _scoring = new(() => Network switch
        {
            NonNegativeNetwork nonNegative => nonNegative.ToSigned(),
            SignedNetwork signed when signed.Layers.Any(layer => layer.Normalization is not null) => signed.Fold(),
            _ => Network,
        });
    }

    /// <summary>The network.</summary>
    public IScoringNetwork Network { get; }

    /// <summary>The features' range in the training data, which becomes [0, 1].</summary>
    public SignalRange FeatureRange { get; }

    /// <summary>The classes' names, or null where the label had none.</summary>
    public LabelValues? Labels { get; }

    /// <summary>The length of a feature vector.</summary>
    public int FeatureCount => Network.Description.Input.Size;

    /// <summary>The number of classes.</summary>
    public int Classes => Network.Description.Classes;

    /// <summary>Scales features from <see cref="FeatureRange"/> to [0, 1], in place.</summary>
    public static Tensor Scale(Tensor features, SignalRange range)
    {
        if (range != SignalRange.Unit)
            features.sub_(range.Lower).div_(range.Extent);
        return features.clamp_(0, 1);
    }

    /// <summary>The probability of each class for each row.</summary>
    /// <param name="features">Raw features, row after row.</param>
    /// <param name="probabilities">Filled with as many rows of <see cref="Classes"/> values.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> probabilities)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var input = Scale(tensor(features.ToArray(), [features.Length / FeatureCount, FeatureCount], float32), FeatureRange);
        var output = nn.functional.softmax(_scoring.Value.Score(input), 1);
        MemoryMarshal.Cast<byte, float>(output.bytes).CopyTo(probabilities);
    }

    /// <summary>Frees the network.</summary>
    public void Dispose()
    {
        if (_scoring.IsValueCreated && _scoring.Value != Network)
            _scoring.Value.Dispose();
        Network.Dispose();
    }
}
