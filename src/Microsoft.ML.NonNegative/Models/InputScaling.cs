using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>How a row's features become the network's inputs: x = clamp((f - lower) / (upper - lower), 0, 1), then (x - mean) / deviation of the channel where inputs are normalised.</summary>
/// <param name="Range">[lower, upper], the features' range in the training data.</param>
/// <param name="Mean">One a channel, of scaled features; or empty.</param>
/// <param name="Deviation">One a channel, above 0; or empty.</param>
internal sealed record InputScaling(SignalRange Range, ImmutableArray<float> Mean, ImmutableArray<float> Deviation)
{
    /// <summary>No normalisation.</summary>
    public InputScaling(SignalRange range)
        : this(range, [], [])
    {
    }

    /// <summary>The interval that the network's inputs lie in.</summary>
    public SignalRange Inputs => Mean.IsEmpty
        ? SignalRange.Unit
        : new SignalRange(Mean.Zip(Deviation, (mean, deviation) => -mean / deviation).Min(), Mean.Zip(Deviation, (mean, deviation) => (1 - mean) / deviation).Max());

    /// <summary>The network's inputs of features; NaN stays NaN.</summary>
    /// <param name="features">Of any number of rows.</param>
    /// <param name="inputs">Filled; as many.</param>
    /// <param name="size">The values of a row.</param>
    public void ToInputs(ReadOnlySpan<float> features, Span<float> inputs, int size)
    {
        features.CopyTo(inputs);
        ToUnit(inputs);
        Normalize(inputs, size);
    }

    /// <summary>Scales to [0, 1], in place; NaN stays NaN.</summary>
    /// <param name="features">Of any number of rows.</param>
    public void ToUnit(Span<float> features)
    {
        var (lower, extent) = ((float)Range.Lower, (float)Range.Extent);
        for (var i = 0; i < features.Length; i++)
            features[i] = Math.Clamp((features[i] - lower) / extent, 0, 1);
    }

    /// <summary>Normalises what <see cref="ToUnit"/> gave, in place.</summary>
    /// <param name="inputs">Of any number of rows, each channel after channel.</param>
    /// <param name="size">The values of a row.</param>
    public void Normalize(Span<float> inputs, int size)
    {
        if (Mean.IsEmpty)
            return;
        var plane = size / Mean.Length;
        for (var start = 0; start < inputs.Length; start += plane)
        {
            var channel = start / plane % Mean.Length;
            var (mean, deviation) = (Mean[channel], Deviation[channel]);
            foreach (ref var value in inputs.Slice(start, plane))
                value = (value - mean) / deviation;
        }
    }

    /// <inheritdoc/>
    public bool Equals(InputScaling? other) => other is not null && Range == other.Range && Mean.SequenceEqual(other.Mean) && Deviation.SequenceEqual(other.Deviation);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Range, Mean.Length);
}
