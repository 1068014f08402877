namespace Microsoft.ML.NonNegative;

/// <summary>The binary form of how images and features become the network's inputs.</summary>
internal static class InputFormat
{
    // The bytes in model files: never change one.
    private enum Resizing : byte
    {
        Crop = 0,
        Stretch = 1,
        Pad = 2,
    }

    /// <summary>Writes a range.</summary>
    public static void WriteRange(BinaryWriter writer, SignalRange range)
    {
        writer.Write(range.Lower);
        writer.Write(range.Upper);
    }

    /// <summary>Reads a range.</summary>
    /// <exception cref="ArgumentException">It is no interval.</exception>
    public static SignalRange ReadRange(BinaryReader reader)
    {
        var range = new SignalRange(reader.ReadDouble(), reader.ReadDouble());
        range.Validate();
        return range;
    }

    /// <summary>Writes mean and deviation of each channel where there are any, then how images are prepared where they are.</summary>
    /// <exception cref="InvalidOperationException">They do not fit the network, and would not be read back.</exception>
    public static void Write(BinaryWriter writer, InputScaling scaling, ImagePreparation? preparation, ImageShape input)
    {
        if (Fault(scaling, input) is { } fault)
            throw new InvalidOperationException($"The model cannot be saved: {fault}");
        if (preparation is not null && preparation.Shape != input)
            throw new InvalidOperationException($"The model cannot be saved: images are prepared for the shape {preparation.Shape}, but the network takes {input}.");
        writer.Write(scaling.Mean.Length);
        foreach (var value in scaling.Mean.Concat(scaling.Deviation))
            writer.Write(value);
        writer.Write(preparation is not null);
        if (preparation is null)
            return;
        writer.Write((byte)(preparation.Resizing switch
        {
            ImageResizing.Crop => Resizing.Crop,
            ImageResizing.Stretch => Resizing.Stretch,
            ImageResizing.Pad => Resizing.Pad,
            _ => throw new InvalidOperationException($"The model cannot be saved: images are resized in a way ({preparation.Resizing}) that model files do not know."),
        }));
        writer.Write(preparation.MaxPixels);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Where.</param>
    /// <param name="range">The features' range.</param>
    /// <param name="input">What the network takes.</param>
    /// <exception cref="InvalidDataException">It does not fit the network.</exception>
    public static (InputScaling Scaling, ImagePreparation? Preparation) Read(BinaryReader reader, SignalRange range, ImageShape input)
    {
        var count = reader.ReadInt32();
        if (count != 0 && count != input.Channels)
            throw new InvalidDataException($"The model normalises {count} channels; it must be none, or the {input.Channels} of its network.");
        var scaling = new InputScaling(range, [.. Values(reader, count)], [.. Values(reader, count)]);
        if (Fault(scaling, input) is { } fault)
            throw new InvalidDataException(fault);
        return (scaling, reader.ReadBoolean() ? ReadPreparation(reader, input) : null);
    }

    private static ImagePreparation ReadPreparation(BinaryReader reader, ImageShape input)
    {
        var resizing = (Resizing)reader.ReadByte() switch
        {
            Resizing.Crop => ImageResizing.Crop,
            Resizing.Stretch => ImageResizing.Stretch,
            Resizing.Pad => ImageResizing.Pad,
            var unknown => throw new InvalidDataException($"The model resizes images in a way ({(byte)unknown}) that is unknown to this version."),
        };
        var maxPixels = reader.ReadInt64();
        if (maxPixels < 1)
            throw new InvalidDataException($"The model takes images of up to {maxPixels} pixels; it must be at least 1.");
        return input.Channels is 1 or 3
            ? new ImagePreparation(input, resizing, maxPixels)
            : throw new InvalidDataException($"The model is said to take images, but its network takes {input.Channels} channels; it must be 1 or 3.");
    }

    private static IEnumerable<float> Values(BinaryReader reader, int count)
    {
        for (var i = 0; i < count; i++)
            yield return reader.ReadSingle();
    }

    private static string? Fault(InputScaling scaling, ImageShape input)
    {
        if (scaling.Mean.Length != scaling.Deviation.Length || (scaling.Mean.Length != 0 && scaling.Mean.Length != input.Channels))
            return $"The model has {scaling.Mean.Length} means and {scaling.Deviation.Length} deviations for {input.Channels} channels.";
        if (scaling.Mean.Any(mean => !float.IsFinite(mean)) || scaling.Deviation.Any(deviation => !(float.IsFinite(deviation) && deviation > 0)))
            return "The model has a mean that is not finite, or a deviation that is not finite and above 0.";
        var inputs = scaling.Inputs;
        return double.IsFinite(inputs.Lower) && double.IsFinite(inputs.Upper) && inputs.Lower < inputs.Upper
            ? null
            : FormattableString.Invariant($"The network's inputs are said to lie in [{inputs.Lower}, {inputs.Upper}], which is no interval.");
    }
}
