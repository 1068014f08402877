using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>Counts the tensors that are alive, those of earlier tests that only the garbage collector frees left out.</summary>
internal static class LiveTensors
{
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
