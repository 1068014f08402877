using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>What travels through a network: a tensor that may stand for other numbers than it holds.</summary>
/// <param name="Value">The numbers as they are sent.</param>
/// <param name="Offset">What was added to those that are meant; null for nothing. One number, or one for each output of a layer in a shape that fits <paramref name="Value"/>.</param>
internal readonly record struct Signal(Tensor Value, Tensor? Offset = null)
{
    private static readonly Scalar One = 1;

    /// <summary>The numbers that are meant.</summary>
    public Tensor Meant() => Offset is null ? Value : Value.sub(Offset);

    /// <summary>Adds another signal to this one, in place: z'_a + z'_b = z_a + z_b + (c_a + c_b), so that the offsets add, and are taken off together.</summary>
    public Signal Add(Signal other) => new(Value.add_(other.Value, One), (Offset, other.Offset) switch
    {
        (null, var offset) => offset,
        (var offset, null) => offset,
        var (first, second) => first.add(second, One),
    });
}
