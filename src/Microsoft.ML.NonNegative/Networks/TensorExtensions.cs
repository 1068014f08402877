using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

internal static class TensorExtensions
{
    /// <summary>A copy with memory of its own that no graph and no dispose scope holds.</summary>
    public static Tensor DetachedClone(this Tensor tensor)
    {
        using var detached = tensor.detach();
        return detached.clone().DetachFromDisposeScope();
    }
}
