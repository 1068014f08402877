using System.Text.Json.Serialization;

namespace Microsoft.ML.NonNegative;

/// <summary>One layer in network.json.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GraphLinear), "linear")]
[JsonDerivedType(typeof(GraphConvolution), "convolution")]
[JsonDerivedType(typeof(GraphMaxPooling), "max_pooling")]
[JsonDerivedType(typeof(GraphAveragePooling), "average_pooling")]
[JsonDerivedType(typeof(GraphAdaptiveAveragePooling), "adaptive_average_pooling")]
[JsonDerivedType(typeof(GraphFlatten), "flatten")]
[JsonDerivedType(typeof(GraphResidual), "residual")]
[JsonDerivedType(typeof(GraphOther), "other")]
internal abstract record GraphLayer
{
    /// <summary>As in <see cref="NetworkDescription.Summary"/>.</summary>
    [JsonPropertyOrder(-5)]
    public string Name { get; init; } = "";

    /// <summary>In words.</summary>
    [JsonPropertyOrder(-4)]
    public string Kind { get; init; } = "";

    /// <summary>Without the batch.</summary>
    [JsonPropertyOrder(-3)]
    public IReadOnlyList<long> InputShape { get; init; } = [];

    /// <summary>Without the batch.</summary>
    [JsonPropertyOrder(-2)]
    public IReadOnlyList<long> OutputShape { get; init; } = [];
}

/// <summary>What a layer with weights is made of and how its inputs are sent.</summary>
internal abstract record GraphWeighted(ArrayNames Arrays, IReadOnlyList<long> WeightShape, GraphEncoding Encoding, GraphActivation? Activation) : GraphLayer;

internal sealed record GraphLinear(ArrayNames Arrays, IReadOnlyList<long> WeightShape, GraphEncoding Encoding, GraphActivation? Activation)
    : GraphWeighted(Arrays, WeightShape, Encoding, Activation);

internal sealed record GraphConvolution(
    int KernelSize, int Stride, int Padding, int Dilation, int Groups, ArrayNames Arrays, IReadOnlyList<long> WeightShape, GraphEncoding Encoding, GraphActivation? Activation)
    : GraphWeighted(Arrays, WeightShape, Encoding, Activation);

internal sealed record GraphMaxPooling(int KernelSize, int Stride, int Padding) : GraphLayer;

internal sealed record GraphAveragePooling(int KernelSize, int Stride, int Padding) : GraphLayer;

internal sealed record GraphAdaptiveAveragePooling(int Size) : GraphLayer;

internal sealed record GraphFlatten : GraphLayer;

internal sealed record GraphResidual(GraphActivation? Activation, IReadOnlyList<GraphLayer> Branch, IReadOnlyList<GraphLayer> Shortcut) : GraphLayer;

/// <summary>A user's own layer: what is known of it.</summary>
internal sealed record GraphOther(string Implementation, GraphRange? OutputRange, bool CommutesWithShifts) : GraphLayer;
