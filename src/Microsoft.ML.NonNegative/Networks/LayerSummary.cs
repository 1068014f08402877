using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>One layer of a network in numbers.</summary>
/// <param name="Name">Where it stands: "3" is the fourth layer, "3.branch.0" the first one of that layer's branch.</param>
/// <param name="Kind">What it is.</param>
/// <param name="OutputShape">Its output for one image.</param>
/// <param name="IsWeighted">Whether it has weights.</param>
/// <param name="ParameterCount">Weights, biases, and the normalisation's scales and shifts.</param>
/// <param name="MultiplyAccumulates">The multiplications (each with an addition) that one image takes.</param>
public sealed record LayerSummary(string Name, string Kind, ImmutableArray<long> OutputShape, bool IsWeighted, long ParameterCount, long MultiplyAccumulates)
{
    /// <summary>Name and kind, as messages give them.</summary>
    public string FullName => $"{Name} ({Kind})";
}

/// <summary>A place where an activation is applied.</summary>
/// <param name="Layer">The full name of its layer.</param>
/// <param name="Activation">g.</param>
internal sealed record ActivationSite(string Layer, Activation Activation);
