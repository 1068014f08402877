using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A fully connected layer.</summary>
/// <param name="Inputs">The length of the input vector.</param>
/// <param name="Units">The length of the output vector.</param>
/// <param name="Activation">g, or null for the last layer.</param>
public sealed record LinearLayer(int Inputs, int Units, Activation? Activation) : WeightedLayer(Activation)
{
    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"linear, {Inputs} to {Units}") + Details;

    /// <inheritdoc/>
    public override int Outputs => Units;

    /// <inheritdoc/>
    public override IReadOnlyList<long> WeightShape => [Units, Inputs];

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> input) =>
        input is [var size] && size == Inputs && Units >= 1 ? [Units] : throw Misfit(input);

    internal override Tensor Apply(Tensor input, Tensor weight, Tensor? bias, double padding = 0) => nn.functional.linear(input, weight, bias);

    internal override Tensor PerOutput(Tensor values) => values;
}
