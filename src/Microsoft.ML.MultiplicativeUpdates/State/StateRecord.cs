using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>A group as it is written: what it is called, and its numbers.</summary>
/// <param name="Name">Rule and direction.</param>
/// <param name="Numbers">Learning rates.</param>
internal sealed record GroupRecord(string Name, IReadOnlyList<double> Numbers);

/// <summary>A parameter's state as it was read.</summary>
/// <param name="zeros">What was decided for a parameter that was all zero at the start.</param>
/// <param name="steps">t.</param>
internal sealed class StateRecord(ZeroHandling zeros, long steps) : IDisposable
{
    public ZeroHandling Zeros { get; } = zeros;

    public long Steps { get; } = steps;

    public List<(string Name, Tensor Tensor)> Moments { get; } = [];

    public void Dispose()
    {
        foreach (var (_, tensor) in Moments)
            tensor.Dispose();
    }
}
