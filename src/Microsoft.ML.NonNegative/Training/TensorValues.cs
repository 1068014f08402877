using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The binary form of tensors whose shapes are known beforehand: their bytes.</summary>
internal static class TensorValues
{
    /// <summary>Writes the values of a tensor on any device.</summary>
    public static void Write(BinaryWriter writer, Tensor values)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        writer.Write(values.detach().cpu().contiguous().bytes);
    }

    /// <summary>Reads what <see cref="Write"/> wrote into a tensor of the same shape and type, on any device.</summary>
    /// <exception cref="EndOfStreamException">The data ends too soon.</exception>
    public static void Read(BinaryReader reader, Tensor values)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var read = empty(values.shape, values.dtype);
        reader.BaseStream.ReadExactly(read.bytes);
        values.copy_(read);
    }
}
