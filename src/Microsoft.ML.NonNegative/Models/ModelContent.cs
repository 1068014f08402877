using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The content of a model file.</summary>
internal static class ModelContent
{
    private enum NetworkKind : byte
    {
        Signed = 0,
        NonNegative = 1,
    }

    /// <summary>Writes the form of <see cref="ModelFile.Version"/>.</summary>
    public static void Write(BinaryWriter writer, ImageModel model, ModelColumns columns)
    {
        writer.Write(columns.Features);
        writer.Write(columns.Score);
        writer.Write(columns.PredictedLabel);
        WriteRange(writer, model.Scaling.Range);
        DescriptionFormat.Write(writer, model.Network.Description);
        writer.Write(model.Labels is not null);
        model.Labels?.Write(writer);
        writer.Write((byte)(model.Network is NonNegativeNetwork ? NetworkKind.NonNegative : NetworkKind.Signed));
        if (model.Network is NonNegativeNetwork nonNegative)
        {
            WriteRange(writer, nonNegative.InputRange);
            writer.Write((byte)nonNegative.OutsideInputs);
            foreach (var layer in nonNegative.Layers)
                WriteOffsets(writer, layer.Offset);
        }
        foreach (var parameter in model.Network.StoredParameters)
            WriteValues(writer, parameter);
    }

    /// <summary>Reads the form of any version.</summary>
    public static (ImageModel Model, ModelColumns Columns) Read(BinaryReader reader, int version)
    {
        var columns = new ModelColumns(reader.ReadString(), reader.ReadString(), reader.ReadString());
        var range = ReadRange(reader);
        var description = DescriptionFormat.Read(reader, version);
        var labels = reader.ReadBoolean() ? LabelValues.Read(reader, description.Classes) : null;
        IScoringNetwork network = (NetworkKind)reader.ReadByte() switch
        {
            NetworkKind.Signed => ReadSigned(reader, description),
            NetworkKind.NonNegative => ReadNonNegative(reader, description, version),
            var kind => throw new InvalidDataException($"Networks of kind {(byte)kind} are unknown to this version."),
        };
        if (reader.BaseStream.Position != reader.BaseStream.Length)
            throw new InvalidDataException($"{reader.BaseStream.Length - reader.BaseStream.Position} bytes follow the end of the model.");
        return (new ImageModel(network, new InputScaling(range), labels), columns);
    }

    private static SignedNetwork ReadSigned(BinaryReader reader, NetworkDescription description)
    {
        var layers = description.Weighted.Select(layer => new SignedLayer(layer,
            ReadValues(reader, layer.WeightShape),
            layer.HasBias ? ReadValues(reader, [layer.Outputs]) : null,
            layer.IsNormalized ? ReadNormalization(reader, layer) : null));
        return new SignedNetwork(description, [.. layers]);
    }

    private static BatchNormalization ReadNormalization(BinaryReader reader, WeightedLayer layer) =>
        new(ReadValues(reader, [layer.Outputs]), ReadValues(reader, [layer.Outputs]), ReadValues(reader, [layer.Outputs]), ReadValues(reader, [layer.Outputs], minimum: 0));

    private static NonNegativeNetwork ReadNonNegative(BinaryReader reader, NetworkDescription description, int version)
    {
        if (description.Weighted.Any(layer => !layer.HasBias || layer.IsNormalized))
            throw new InvalidDataException("A layer of the non-negative network is without biases, or normalised.");
        var input = version > 1 ? ReadRange(reader) : SignalRange.Unit;
        var outside = version > 1 ? (OutsideInputs)reader.ReadByte() : OutsideInputs.Clip;
        if (!Enum.IsDefined(outside))
            throw new InvalidDataException($"A network treats inputs outside its range in a way ({(byte)outside}) that is unknown to this version.");

        // Any other rotation than that of the range would let a network that is called non-negative carry negative signals.
        var ranges = SignalRanges.Of(description, input);
        if (input.Lower > 0 || input.Upper < 0)
            foreach (var layer in description.Weighted)
                if (layer.IsPadded)
                    throw new InvalidDataException(FormattableString.Invariant($"The network's inputs are said to lie in [{input.Lower}, {input.Upper}], but are padded with 0."));
        var offsets = description.Weighted.Select((layer, i) => version > 1 ? ReadOffsets(reader, layer.Outputs) : ReadEncoding(reader, ranges[i])).ToList();
        var layers = description.Weighted.Select((layer, i) => new NonNegativeLayer(layer, SignalEncoding.For(ranges[i]),
            ReadValues(reader, layer.WeightShape, minimum: 0), ReadValues(reader, layer.WeightShape, minimum: 0), ReadValues(reader, [layer.Outputs], minimum: 0), offsets[i]));
        return new NonNegativeNetwork(description, [.. layers], input, outside);
    }

    // Version 1: the layer's range, which follows from the layer before, and one offset.
    private static Tensor ReadEncoding(BinaryReader reader, SignalRange input)
    {
        var (lower, rotation, offset) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        if (lower != input.Lower || rotation != input.Extent)
            throw new InvalidDataException(FormattableString.Invariant($"A layer's inputs are said to lie in [{lower}, {lower + rotation}], but they lie in [{input.Lower}, {input.Upper}]."));
        return offset >= 0 && double.IsFinite(offset)
            ? full(1, offset, float32).DetachFromDisposeScope()
            : throw new InvalidDataException(FormattableString.Invariant($"A layer has the offset {offset}; it must be at least 0 and finite."));
    }

    private static void WriteOffsets(BinaryWriter writer, Tensor offsets)
    {
        writer.Write((int)offsets.numel());
        WriteValues(writer, offsets);
    }

    private static Tensor ReadOffsets(BinaryReader reader, int outputs)
    {
        var count = reader.ReadInt32();
        return count == 1 || count == outputs
            ? ReadValues(reader, [count], minimum: 0)
            : throw new InvalidDataException($"A layer of {outputs} outputs has {count} offsets; it must have 1, or one an output.");
    }

    private static void WriteRange(BinaryWriter writer, SignalRange range)
    {
        writer.Write(range.Lower);
        writer.Write(range.Upper);
    }

    private static SignalRange ReadRange(BinaryReader reader)
    {
        var range = new SignalRange(reader.ReadDouble(), reader.ReadDouble());
        range.Validate();
        return range;
    }

    private static void WriteValues(BinaryWriter writer, Tensor values)
    {
        if (values.dtype != float32)
            throw new InvalidOperationException($"The network has parameters of type {values.dtype}; model files hold single precision.");
        using var contiguous = values.DetachedClone();
        writer.Write(contiguous.bytes);
    }

    private static Tensor ReadValues(BinaryReader reader, IReadOnlyList<long> shape, float minimum = float.NegativeInfinity)
    {
        var count = shape.Product();
        if (count > (reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(float))
            throw new InvalidDataException($"A layer needs {count} values, but only {(reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(float)} are left.");
        var values = new float[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        foreach (var value in values)
            if (!(float.IsFinite(value) && value >= minimum))
                throw new InvalidDataException(FormattableString.Invariant($"A parameter is {value}; it must be finite and at least {minimum}."));
        return tensor(values, [.. shape], float32).DetachFromDisposeScope();
    }
}
