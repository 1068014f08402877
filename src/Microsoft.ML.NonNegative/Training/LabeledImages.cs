using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Training data in memory.</summary>
/// <param name="Features">[rows, size], single precision, scaled to [0, 1].</param>
/// <param name="Labels">[rows], 64-bit, classes counted from 0.</param>
internal sealed record LabeledImages(Tensor Features, Tensor Labels) : IDisposable
{
    public long Count => Features.shape[0];

    /// <summary>The rows of the given positions, as tensors of the current dispose scope.</summary>
    public (Tensor Features, Tensor Labels) Rows(ReadOnlySpan<long> positions)
    {
        var index = tensor(positions.ToArray(), int64);
        return (Features.index_select(0, index), Labels.index_select(0, index));
    }

    public void Dispose()
    {
        Features.Dispose();
        Labels.Dispose();
    }
}
