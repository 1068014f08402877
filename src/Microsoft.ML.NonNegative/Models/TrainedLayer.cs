using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>One layer with weights of a <see cref="TrainedNetwork"/>.</summary>
/// <remarks>
/// A layer of a signed network (or a clipped one) computes z = W x + b, normalised where it has a normalisation: it has <see cref="Weights"/>. A layer of a non-negative network
/// computes z' = W+ x^ + W- (alpha - x^) + b', and its activation takes c off: it has <see cref="Positive"/>, <see cref="Negative"/> and <see cref="Offset"/>. What a layer does
/// not have is empty.
/// Every property is a copy made once, at its first use; weights lie in the order of <see cref="WeightShape"/>, the last index fastest.
/// </remarks>
public sealed class TrainedLayer
{
    private static readonly Lazy<float[]> None = new([]);

    private readonly Lazy<float[]> _weights;
    private readonly Lazy<float[]> _positive;
    private readonly Lazy<float[]> _negative;
    private readonly Lazy<float[]> _bias;
    private readonly Lazy<float[]> _offset;

    private TrainedLayer(string name, WeightedLayer description, ImageModel model, Tensor? weights, Tensor? positive, Tensor? negative, Tensor? bias, Tensor? offset)
    {
        (Name, Description) = (name, description);
        (_weights, _positive, _negative, _bias, _offset) = (Copy(model, weights), Copy(model, positive), Copy(model, negative), Copy(model, bias), Copy(model, offset));
    }

    /// <summary>Where it stands and what it is, for example "3.branch.0 (convolution 3x3, 64 to 128, stride 2, relu6)".</summary>
    public string Name { get; }

    /// <summary>What the layer computes; its kind is <see cref="LayerDescription.Kind"/>.</summary>
    public WeightedLayer Description { get; }

    /// <summary>The shape of the weights, outputs first: [units, inputs], or [channels, input channels / groups, kernel, kernel].</summary>
    public IReadOnlyList<long> WeightShape => Description.WeightShape;

    /// <summary>W of a signed network; empty in a non-negative one.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed before this was first asked for.</exception>
    public ReadOnlySpan<float> Weights => _weights.Value;

    /// <summary>W+ of a non-negative network, at least 0; empty in a signed one.</summary>
    /// <inheritdoc cref="Weights" path="/exception"/>
    public ReadOnlySpan<float> Positive => _positive.Value;

    /// <summary>W- of a non-negative network, at least 0; empty in a signed one.</summary>
    /// <inheritdoc cref="Weights" path="/exception"/>
    public ReadOnlySpan<float> Negative => _negative.Value;

    /// <summary>b, or b' of a non-negative network, one an output; empty in a layer without biases.</summary>
    /// <inheritdoc cref="Weights" path="/exception"/>
    public ReadOnlySpan<float> Bias => _bias.Value;

    /// <summary>c of a non-negative network, at least 0: one value, or one an output; empty in a signed one.</summary>
    /// <inheritdoc cref="Weights" path="/exception"/>
    public ReadOnlySpan<float> Offset => _offset.Value;

    /// <summary>The normalisation of z, or null.</summary>
    public TrainedNormalization? Normalization { get; private init; }

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;

    internal static TrainedLayer Of(string name, SignedLayer layer, ImageModel model) => new(name, layer.Description, model, layer.Weight, null, null, layer.Bias, null)
    {
        Normalization = layer.Normalization is { } normalization ? new TrainedNormalization(normalization, model) : null,
    };

    internal static TrainedLayer Of(string name, NonNegativeLayer layer, ImageModel model) => new(name, layer.Description, model, null, layer.Positive, layer.Negative, layer.Bias, layer.Offset);

    // A span over a tensor's memory would outlive the tensor.
    internal static Lazy<float[]> Copy(ImageModel model, Tensor? values) => values is null ? None : new(() =>
    {
        using var use = model.Use();
        using var copy = values.DetachedClone();
        return MemoryMarshal.Cast<byte, float>(copy.bytes).ToArray();
    }, LazyThreadSafetyMode.PublicationOnly);
}
