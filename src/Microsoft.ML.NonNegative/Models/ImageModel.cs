using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A trained network with everything needed to use it: how features are scaled and what the classes are called.</summary>
internal sealed class ImageModel : IDisposable
{
    private readonly Lazy<IScoringNetwork> _scoring;

    /// <param name="network">The network; owned. Not trained any more.</param>
    /// <param name="scaling">How features become inputs.</param>
    /// <param name="labels">The classes' names, or null where the label had none.</param>
    /// <param name="preparation">How images become features, or null for a model that was trained on vectors.</param>
    /// <param name="isClipped">Whether the weights of a signed network were kept at 0 or above while training.</param>
    public ImageModel(IScoringNetwork network, InputScaling scaling, LabelValues? labels, ImagePreparation? preparation = null, bool isClipped = false)
    {
        (Network, Scaling, Labels, Preparation, IsClipped) = (network, scaling, labels, preparation, isClipped);
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

    /// <summary>How features become inputs.</summary>
    public InputScaling Scaling { get; }

    /// <summary>How images become features, or null for a model that was trained on vectors.</summary>
    public ImagePreparation? Preparation { get; }

    /// <summary>Whether the weights of a signed network were kept at 0 or above while training.</summary>
    public bool IsClipped { get; }

    /// <summary>The classes' names, or null where the label had none.</summary>
    public LabelValues? Labels { get; }

    /// <summary>The length of a feature vector.</summary>
    public int FeatureCount => Network.Description.Input.Size;

    /// <summary>The number of classes.</summary>
    public int Classes => Network.Description.Classes;

    /// <summary>The probability of each class for each row.</summary>
    /// <param name="features">Raw features, row after row.</param>
    /// <param name="probabilities">Filled with as many rows of <see cref="Classes"/> values.</param>
    public void Predict(ReadOnlySpan<float> features, Span<float> probabilities)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var inputs = features.ToArray();
        Scaling.ToUnit(inputs);
        Scaling.Normalize(inputs, FeatureCount);
        var input = tensor(inputs, [features.Length / FeatureCount, FeatureCount], float32);
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
