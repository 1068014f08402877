using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Images and their classes as tensors that all runs share and none changes.</summary>
/// <param name="Pixels">[count, size] in [0, 1].</param>
/// <param name="Labels">[count], whole numbers.</param>
internal sealed record ImageSet(Tensor Pixels, Tensor Labels) : IDisposable
{
    /// <summary>How many.</summary>
    public int Count => (int)Labels.shape[0];

    /// <summary>Images of bytes 0 to 255; 255 becomes 1.</summary>
    public static ImageSet From(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> labels)
    {
        var values = new float[pixels.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = pixels[i] / 255f;
        return From(values, labels);
    }

    /// <summary>Images of numbers from 0 to 1.</summary>
    public static ImageSet From(float[] pixels, ReadOnlySpan<byte> labels) =>
        new(tensor(pixels, [labels.Length, pixels.Length / labels.Length], float32), tensor(Array.ConvertAll(labels.ToArray(), label => (long)label), int64));

    /// <summary>The same in other memory.</summary>
    public ImageSet To(Device device) => new(Pixels.to(device, copy: true), Labels.to(device, copy: true));

    /// <summary>In grey, by the weights of ITU-R BT.601, as image libraries do: .299 R + .587 G + .114 B.</summary>
    public ImageSet Grey()
    {
        using var scope = NewDisposeScope();
        var channels = Pixels.view(Count, 3, -1);
        var grey = channels.select(1, 0).mul(.299).add(channels.select(1, 1).mul(.587)).add(channels.select(1, 2).mul(.114)).clamp_(0, 1);
        return new(grey.contiguous().DetachFromDisposeScope(), Labels.clone().DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels.Dispose();
    }
}
