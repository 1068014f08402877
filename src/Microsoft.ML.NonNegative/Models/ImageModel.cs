using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A trained network with everything needed to use it: how features are scaled and what the classes are called.</summary>
/// <remarks>Predicting is thread-safe, and may go on while another thread disposes the model: memory is freed when the last use has ended.</remarks>
internal sealed class ImageModel : IDisposable
{
    private readonly Lazy<IScoringNetwork> _scoring;
    private readonly UseCount _uses;

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
        _uses = new UseCount(typeof(NonNegativeImageClassificationTransformer), Free);
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

    /// <summary>What the weights may be.</summary>
    public WeightConstraint Constraint => Network is NonNegativeNetwork ? WeightConstraint.NonNegative : IsClipped ? WeightConstraint.Clipped : WeightConstraint.Signed;

    /// <summary>The length of a feature vector.</summary>
    public int FeatureCount => Network.Description.Input.Size;

    /// <summary>The number of classes.</summary>
    public int Classes => Network.Description.Classes;

    /// <summary>Whether the model was disposed.</summary>
    public bool IsDisposed => _uses.IsClosed;

    /// <summary>Keeps the network's memory until the result is disposed. Whoever touches the network's tensors, while somebody else might dispose the model, needs one.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public UseCount.Use Use() => _uses.Begin();

    /// <summary>The probability of each class for each row; NaN for a row with NaN among its features.</summary>
    /// <param name="features">Raw features, row after row.</param>
    /// <param name="probabilities">Filled with as many rows of <see cref="Classes"/> values.</param>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void Predict(ReadOnlySpan<float> features, Span<float> probabilities)
    {
        using var use = Use();
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var rows = features.Length / FeatureCount;
        var input = empty(rows, FeatureCount, float32);
        Scaling.ToInputs(features, MemoryMarshal.Cast<byte, float>(input.bytes), FeatureCount);
        var output = nn.functional.softmax(_scoring.Value.Score(input), 1);
        MemoryMarshal.Cast<byte, float>(output.bytes).CopyTo(probabilities);

        // A number that no layer looks at would not show.
        for (var row = 0; row < rows; row++)
            if (features.Slice(row * FeatureCount, FeatureCount).ContainsNaN())
                probabilities.Slice(row * Classes, Classes).Fill(float.NaN);
    }

    /// <summary>Frees the network as soon as nobody uses it any more.</summary>
    public void Dispose() => _uses.Close();

    private void Free()
    {
        if (_scoring.IsValueCreated && _scoring.Value != Network)
            _scoring.Value.Dispose();
        Network.Dispose();
    }
}
