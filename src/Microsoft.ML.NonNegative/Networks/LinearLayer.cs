using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A fully connected layer.</summary>
/// <param name="Inputs">The length of the input vector.</param>
/// <param name="Units">The length of the output vector.</param>
/// <param name="Activation">g, or null for the last layer.</param>
public sealed record LinearLayer(int Inputs, int Units, Activation? Activation) : WeightedLayer(Activation)
{
    /// <inheritdoc/>
    public override int Outputs => Units;

    /// <inheritdoc/>
    public override IReadOnlyList<long> WeightShape => [Units, Inputs];

    internal override long[] OutputShape(long[] input) =>
        input is [var size] && size == Inputs && Units >= 1
            ? [Units]
            : throw new ArgumentException($"A linear layer of {Inputs} inputs and {Units} units cannot take an input of shape {string.Join('x', input)}.");

    internal override Tensor Apply(Tensor input, Tensor weight, Tensor? bias, double padding = 0) => nn.functional.linear(input, weight, bias);
}
