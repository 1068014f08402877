using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Turns images into vectors: channel after channel, row after row.</summary>
public sealed record FlattenLayer : SignalLayer
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    /// <inheritdoc/>
    public override bool CommutesWithShifts => true;

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) => [input.Product()];

    /// <inheritdoc/>
    public override SignalRange? OutputRange(SignalRange input) => input;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.flatten(1);
    }
}
