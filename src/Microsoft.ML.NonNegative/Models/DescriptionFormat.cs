namespace Microsoft.ML.NonNegative;

/// <summary>The binary form of a <see cref="NetworkDescription"/>.</summary>
internal static class DescriptionFormat
{
    private const int MaxLayers = 10_000;
    private const int MaxDepth = 16;

    // The bytes in model files: never change one.
    private enum LayerKind : byte
    {
        Flatten = 0,
        Linear = 1,
        Convolution = 2,
        MaxPooling = 3,
        AveragePooling = 4,
        AdaptiveAveragePooling = 5,
        Residual = 6,
    }

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Bias = 1,
        Normalization = 2,
    }

    /// <summary>Writes the form of <see cref="ModelFile.Version"/>.</summary>
    /// <exception cref="InvalidOperationException">A layer or an activation is not the library's own.</exception>
    public static void Write(BinaryWriter writer, NetworkDescription description)
    {
        WriteAll(writer, description.Input.Channels, description.Input.Height, description.Input.Width);
        var budget = MaxLayers;
        Write(writer, description.Layers, depth: 0, ref budget);
    }

    /// <summary>Reads the form of any version.</summary>
    /// <exception cref="InvalidDataException">The layers are none that could have been written.</exception>
    /// <exception cref="ArgumentException">The layers do not fit each other.</exception>
    public static NetworkDescription Read(BinaryReader reader, int version)
    {
        var input = new ImageShape(Positive(reader), Positive(reader), Positive(reader));
        var budget = MaxLayers;
        return new NetworkDescription(input, Read(reader, version, depth: 0, ref budget));
    }

    private static void Write(BinaryWriter writer, IReadOnlyCollection<LayerDescription> layers, int depth, ref int budget)
    {
        if (layers.Count > budget || depth > MaxDepth)
            throw new InvalidOperationException($"The network has too many layers to be saved: at most {MaxLayers} in depth {MaxDepth} are read back.");
        budget -= layers.Count;
        writer.Write(layers.Count);
        foreach (var layer in layers)
            Write(writer, layer, depth, ref budget);
    }

    private static void Write(BinaryWriter writer, LayerDescription layer, int depth, ref int budget)
    {
        switch (layer)
        {
            case FlattenLayer:
                writer.Write((byte)LayerKind.Flatten);
                break;
            case LinearLayer linear:
                writer.Write((byte)LayerKind.Linear);
                WriteAll(writer, linear.Inputs, linear.Units);
                WriteWeighted(writer, linear);
                break;
            case ConvolutionLayer convolution:
                writer.Write((byte)LayerKind.Convolution);
                WriteAll(writer, convolution.InputChannels, convolution.OutputChannels, convolution.KernelSize, convolution.Stride, convolution.Padding, convolution.Dilation, convolution.Groups);
                WriteWeighted(writer, convolution);
                break;
            case MaxPoolingLayer pooling:
                writer.Write((byte)LayerKind.MaxPooling);
                WriteAll(writer, pooling.KernelSize, pooling.Stride, pooling.Padding);
                break;
            case AveragePoolingLayer pooling:
                writer.Write((byte)LayerKind.AveragePooling);
                WriteAll(writer, pooling.KernelSize, pooling.Stride);
                break;
            case AdaptiveAveragePoolingLayer pooling:
                writer.Write((byte)LayerKind.AdaptiveAveragePooling);
                writer.Write(pooling.Size);
                break;
            case ResidualLayer residual:
                writer.Write((byte)LayerKind.Residual);
                Write(writer, residual.Branch, depth + 1, ref budget);
                Write(writer, residual.Shortcut, depth + 1, ref budget);
                WriteActivation(writer, residual.Activation);
                break;
            default:
                throw new InvalidOperationException($"A layer '{layer.Kind}' ({layer.GetType().Name}) cannot be saved: model files hold the library's own layers only, so that they load anywhere.");
        }
    }

    private static void WriteWeighted(BinaryWriter writer, WeightedLayer layer)
    {
        writer.Write((byte)((layer.HasBias ? Parts.Bias : Parts.None) | (layer.IsNormalized ? Parts.Normalization : Parts.None)));
        WriteActivation(writer, layer.Activation);
    }

    private static void WriteActivation(BinaryWriter writer, Activation? activation)
    {
        if (activation is not null && !(Activations.Find(activation.Name)?.Equals(activation) ?? false))
            throw new InvalidOperationException($"The activation '{activation}' ({activation.GetType().Name}) cannot be saved: model files hold the library's own activations only, so that they load anywhere.");
        writer.Write(activation?.Name ?? "");
    }

    private static List<LayerDescription> Read(BinaryReader reader, int version, int depth, ref int budget)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > budget || depth > MaxDepth)
            throw new InvalidDataException($"The model declares {count} layers in depth {depth}; at most {MaxLayers} in depth {MaxDepth} are accepted.");
        budget -= count;
        var layers = new List<LayerDescription>();
        for (var i = 0; i < count; i++)
        {
            var kind = (LayerKind)reader.ReadByte();
            layers.Add(kind switch
            {
                LayerKind.Flatten => new FlattenLayer(),
                LayerKind.Linear => ReadLinear(reader, version),
                LayerKind.Convolution => ReadConvolution(reader, version),
                LayerKind.MaxPooling when version > 1 => new MaxPoolingLayer(Positive(reader), Positive(reader), NotNegative(reader)),
                LayerKind.AveragePooling when version > 1 => new AveragePoolingLayer(Positive(reader), Positive(reader)),
                LayerKind.AdaptiveAveragePooling when version > 1 => new AdaptiveAveragePoolingLayer(Positive(reader)),
                LayerKind.Residual when version > 1 => new ResidualLayer(Read(reader, version, depth + 1, ref budget), Read(reader, version, depth + 1, ref budget),
                    ReadActivation(reader) ?? throw new InvalidDataException("A residual layer has no activation.")),
                _ => throw new InvalidDataException($"Layers of kind {(byte)kind} are unknown to this version."),
            });
        }
        return layers;
    }

    private static LinearLayer ReadLinear(BinaryReader reader, int version)
    {
        var (inputs, units) = (Positive(reader), Positive(reader));
        var parts = ReadParts(reader, version);
        return new LinearLayer(inputs, units, ReadActivation(reader)) { HasBias = parts.HasFlag(Parts.Bias), IsNormalized = parts.HasFlag(Parts.Normalization) };
    }

    private static ConvolutionLayer ReadConvolution(BinaryReader reader, int version)
    {
        var (inputs, outputs, kernel, stride, padding) = (Positive(reader), Positive(reader), Positive(reader), Positive(reader), NotNegative(reader));
        var (dilation, groups) = version > 1 ? (Positive(reader), Positive(reader)) : (1, 1);
        var parts = ReadParts(reader, version);
        return new ConvolutionLayer(inputs, outputs, kernel, stride, padding, ReadActivation(reader))
        {
            Dilation = dilation,
            Groups = groups,
            HasBias = parts.HasFlag(Parts.Bias),
            IsNormalized = parts.HasFlag(Parts.Normalization),
        };
    }

    // In version 1 every layer had biases, and none was normalised.
    private static Parts ReadParts(BinaryReader reader, int version)
    {
        var parts = version > 1 ? (Parts)reader.ReadByte() : Parts.Bias;
        return (parts & ~(Parts.Bias | Parts.Normalization)) == 0 ? parts : throw new InvalidDataException($"A layer has parts ({(byte)parts}) that are unknown to this version.");
    }

    private static Activation? ReadActivation(BinaryReader reader) => reader.ReadString() is { Length: > 0 } name ? Activations.FromName(name) : null;

    private static void WriteAll(BinaryWriter writer, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
            writer.Write(value);
    }

    private static int Positive(BinaryReader reader) => AtLeast(1, reader.ReadInt32());

    private static int NotNegative(BinaryReader reader) => AtLeast(0, reader.ReadInt32());

    private static int AtLeast(int minimum, int size) =>
        size >= minimum ? size : throw new InvalidDataException($"A size is {size}; it must be at least {minimum}.");
}
