using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The content of a model file, version 1.</summary>
internal static class ModelContent
{
    private const int MaxLayers = 10_000;

    private enum NetworkKind : byte
    {
        Signed = 0,
        NonNegative = 1,
    }

    private enum LayerKind : byte
    {
        Flatten = 0,
        Linear = 1,
        Convolution = 2,
    }

    public static void Write(BinaryWriter writer, ImageModel model, ModelColumns columns)
    {
        writer.Write(columns.Features);
        writer.Write(columns.Score);
        writer.Write(columns.PredictedLabel);
        writer.Write(model.FeatureRange.Lower);
        writer.Write(model.FeatureRange.Upper);
        WriteDescription(writer, model.Network.Description);
        writer.Write(model.Labels is not null);
        model.Labels?.Write(writer);
        writer.Write((byte)(model.Network is NonNegativeNetwork ? NetworkKind.NonNegative : NetworkKind.Signed));
        if (model.Network is NonNegativeNetwork nonNegative)
            foreach (var layer in nonNegative.Layers)
                WriteEncoding(writer, layer.Encoding);
        foreach (var parameter in model.Network.StoredParameters)
            WriteValues(writer, parameter);
    }

    public static (ImageModel Model, ModelColumns Columns) Read(BinaryReader reader)
    {
        var columns = new ModelColumns(reader.ReadString(), reader.ReadString(), reader.ReadString());
        var range = new SignalRange(reader.ReadDouble(), reader.ReadDouble());
        range.Validate();
        var description = ReadDescription(reader);
        var labels = reader.ReadBoolean() ? LabelValues.Read(reader, description.Classes) : null;
        IScoringNetwork network = (NetworkKind)reader.ReadByte() switch
        {
            NetworkKind.Signed => ReadSigned(reader, description),
            NetworkKind.NonNegative => ReadNonNegative(reader, description),
            var kind => throw new InvalidDataException($"Networks of kind {(byte)kind} are unknown to this version."),
        };
        if (reader.BaseStream.Position != reader.BaseStream.Length)
            throw new InvalidDataException($"{reader.BaseStream.Length - reader.BaseStream.Position} bytes follow the end of the model.");
        return (new ImageModel(network, range, labels), columns);
    }

    private static void WriteDescription(BinaryWriter writer, NetworkDescription description)
    {
        writer.Write(description.Input.Channels);
        writer.Write(description.Input.Height);
        writer.Write(description.Input.Width);
        writer.Write(description.Layers.Length);
        foreach (var layer in description.Layers)
        {
            switch (layer)
            {
                case FlattenLayer:
                    writer.Write((byte)LayerKind.Flatten);
                    break;
                case LinearLayer linear:
                    writer.Write((byte)LayerKind.Linear);
                    WriteAll(writer, linear.Inputs, linear.Units);
                    writer.Write(linear.Activation?.Name ?? "");
                    break;
                case ConvolutionLayer convolution:
                    writer.Write((byte)LayerKind.Convolution);
                    WriteAll(writer, convolution.InputChannels, convolution.OutputChannels, convolution.KernelSize, convolution.Stride, convolution.Padding);
                    writer.Write(convolution.Activation?.Name ?? "");
                    break;
                default:
                    throw new InvalidOperationException($"A layer of type {layer.GetType().Name} has no binary form.");
            }
        }
    }

    private static NetworkDescription ReadDescription(BinaryReader reader)
    {
        var input = new ImageShape(Positive(reader), Positive(reader), Positive(reader));
        var count = reader.ReadInt32();
        if (count is < 1 or > MaxLayers)
            throw new InvalidDataException($"The model declares {count} layers; 1 to {MaxLayers} are accepted.");
        var layers = new List<LayerDescription>();
        for (var i = 0; i < count; i++)
        {
            layers.Add((LayerKind)reader.ReadByte() switch
            {
                LayerKind.Flatten => new FlattenLayer(),
                LayerKind.Linear => new LinearLayer(Positive(reader), Positive(reader), ReadActivation(reader)),
                LayerKind.Convolution => new ConvolutionLayer(Positive(reader), Positive(reader), Positive(reader), Positive(reader), NotNegative(reader), ReadActivation(reader)),
                var kind => throw new InvalidDataException($"Layers of kind {(byte)kind} are unknown to this version."),
            });
        }
        return new NetworkDescription(input, layers);
    }

    private static SignedNetwork ReadSigned(BinaryReader reader, NetworkDescription description)
    {
        var layers = description.Weighted.Select(layer => new SignedLayer(layer, ReadValues(reader, layer.WeightShape), ReadValues(reader, [layer.Outputs])));
        return new SignedNetwork(description, [.. layers]);
    }

    private static NonNegativeNetwork ReadNonNegative(BinaryReader reader, NetworkDescription description)
    {
        var range = SignalRange.Unit;
        var encodings = new List<SignalEncoding>();
        foreach (var layer in description.Weighted)
        {
            encodings.Add(ReadEncoding(reader, range));
            range = new SignalRange(0, layer.Activation?.Maximum ?? 1);
        }
        var layers = description.Weighted.Select((layer, i) => new NonNegativeLayer(layer, encodings[i],
            ReadValues(reader, layer.WeightShape, minimum: 0), ReadValues(reader, layer.WeightShape, minimum: 0), ReadValues(reader, [layer.Outputs], minimum: 0)));
        return new NonNegativeNetwork(description, [.. layers]);
    }

    private static void WriteEncoding(BinaryWriter writer, SignalEncoding encoding)
    {
        foreach (var value in new[] { encoding.Lower, encoding.Rotation, encoding.Offset })
            writer.Write(value);
    }

    // Any other rotation would let a network that is called non-negative carry negative signals.
    private static SignalEncoding ReadEncoding(BinaryReader reader, SignalRange input)
    {
        var (lower, rotation, offset) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        if (lower != input.Lower || rotation != input.Extent)
            throw new InvalidDataException(FormattableString.Invariant($"A layer's inputs are said to lie in [{lower}, {lower + rotation}], but they lie in [{input.Lower}, {input.Upper}]."));
        return offset >= 0 && double.IsFinite(offset)
            ? SignalEncoding.For(input, offset)
            : throw new InvalidDataException(FormattableString.Invariant($"A layer has the offset {offset}; it must be at least 0 and finite."));
    }

    private static void WriteValues(BinaryWriter writer, Tensor values)
    {
        using var contiguous = values.DetachedClone();
        writer.Write(contiguous.bytes);
    }

    private static Tensor ReadValues(BinaryReader reader, IReadOnlyList<long> shape, float minimum = float.NegativeInfinity)
    {
        var count = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (count * sizeof(float) > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new InvalidDataException($"A layer needs {count} values, but only {(reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(float)} are left.");
        var values = new float[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        foreach (var value in values)
            if (!(float.IsFinite(value) && value >= minimum))
                throw new InvalidDataException(FormattableString.Invariant($"A parameter is {value}; it must be finite and at least {minimum}."));
        return tensor(values, [.. shape], float32).DetachFromDisposeScope();
    }

    private static void WriteAll(BinaryWriter writer, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
            writer.Write(value);
    }

    private static int Positive(BinaryReader reader) =>
        AtLeast(1, reader.ReadInt32());

    private static int NotNegative(BinaryReader reader) =>
        AtLeast(0, reader.ReadInt32());

    private static int AtLeast(int minimum, int size) =>
        size >= minimum ? size : throw new InvalidDataException($"A size is {size}; it must be at least {minimum}.");

    private static Activation? ReadActivation(BinaryReader reader) => reader.ReadString() is { Length: > 0 } name ? Activations.FromName(name) : null;
}
