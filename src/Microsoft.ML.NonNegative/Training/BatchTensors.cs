using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A batch as tensors, in the current dispose scope.</summary>
internal static class BatchTensors
{
    /// <summary>The inputs, [batch, size].</summary>
    /// <param name="batch">The images.</param>
    /// <param name="size">The values of an image.</param>
    /// <param name="device">Where to.</param>
    /// <param name="type">float32, or the type to compute with.</param>
    public static Tensor Inputs(this Batch batch, int size, Device device, ScalarType type = ScalarType.Float32)
    {
        var inputs = empty(batch.Count, size, float32);
        batch.Features.AsSpan(0, batch.Count * size).CopyTo(MemoryMarshal.Cast<byte, float>(inputs.bytes));
        return device.type == DeviceType.CPU && type == float32 ? inputs : inputs.to(type, device);
    }

    /// <summary>The labels, [batch].</summary>
    public static Tensor LabelTensor(this Batch batch, Device device)
    {
        var labels = empty(batch.Count, int64);
        batch.Labels.AsSpan(0, batch.Count).CopyTo(MemoryMarshal.Cast<byte, long>(labels.bytes));
        return device.type == DeviceType.CPU ? labels : labels.to(device);
    }
}
