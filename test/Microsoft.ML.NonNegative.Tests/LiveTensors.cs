using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests;

/// <summary>Counts the tensors that are alive.</summary>
internal static class LiveTensors
{
    /// <summary>Before what is tested: what earlier tests left to the garbage collector is gone.</summary>
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    /// <summary>After it: nothing is collected, so that what was left to the collector counts as left behind.</summary>
    public static long Now() => Tensor.TotalCount;
}
