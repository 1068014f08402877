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
        Clipped = 2,
    }

    /// <summary>Writes the form of <see cref="ModelFile.Version"/>.</summary>
    public static void Write(BinaryWriter writer, ImageModel model, ModelColumns columns)
    {
        writer.Write(columns.Features);
        writer.Write(columns.Score);
        writer.Write(columns.PredictedLabel);
        InputFormat.WriteRange(writer, model.Scaling.Range);
        DescriptionFormat.Write(writer, model.Network.Description);
        InputFormat.Write(writer, model.Scaling, model.Preparation, model.Network.Description.Input);
        writer.Write(model.Labels is not null);
        model.Labels?.Write(writer);
        writer.Write((byte)KindOf(model));
        if (model.Network is NonNegativeNetwork nonNegative)
        {
            InputFormat.WriteRange(writer, nonNegative.InputRange);
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
        // Layers take over what they are made of; of a damaged file, nothing stays.
        using var scope = NewDisposeScope();
        var columns = new ModelColumns(reader.ReadString(), reader.ReadString(), reader.ReadString());
        var range = InputFormat.ReadRange(reader);
        var description = DescriptionFormat.Read(reader, version);
        var (scaling, preparation) = version > 2 ? InputFormat.Read(reader, range, description.Input) : (new InputScaling(range), null);
        var labels = reader.ReadBoolean() ? LabelValues.Read(reader, description.Classes) : null;
        var kind = (NetworkKind)reader.ReadByte();
        IScoringNetwork network = kind switch
        {
            NetworkKind.Signed => ReadSigned(reader, description),
            NetworkKind.NonNegative => ReadNonNegative(reader, description, version),
            NetworkKind.Clipped when version > 2 => ReadClipped(reader, description),
            _ => throw new InvalidDataException($"Networks of kind {(byte)kind} are unknown to this version."),
        };
        if (reader.BaseStream.Position != reader.BaseStream.Length)
        {
            network.Dispose();
            throw new InvalidDataException($"{reader.BaseStream.Length - reader.BaseStream.Position} bytes follow the end of the model.");
        }
        return (new ImageModel(network, scaling, labels, preparation, isClipped: kind == NetworkKind.Clipped), columns);
    }

    private static NetworkKind KindOf(ImageModel model)
    {
        if (model.Network is NonNegativeNetwork)
            return NetworkKind.NonNegative;
        if (!model.IsClipped)
            return NetworkKind.Signed;
        CheckClipped(model.Network.Description, fault => new InvalidOperationException($"The model cannot be saved: {fault}"));
        foreach (var parameter in model.Network.StoredParameters)
        {
            using var least = parameter.min();
            if (!(least.item<float>() >= 0))
                throw new InvalidOperationException(FormattableString.Invariant($"The model cannot be saved: a parameter of its clipped network is {least.item<float>()}."));
        }
        return NetworkKind.Clipped;
    }

    private static SignedNetwork ReadClipped(BinaryReader reader, NetworkDescription description)
    {
        CheckClipped(description, fault => new InvalidDataException(fault));
        return ReadSigned(reader, description, minimum: 0);
    }

    // A normalisation would bring negative numbers back in.
    private static void CheckClipped(NetworkDescription description, Func<string, Exception> error)
    {
        if (description.Weighted.Any(layer => layer.IsNormalized))
            throw error("A layer of the clipped network is normalised.");
    }

    private static SignedNetwork ReadSigned(BinaryReader reader, NetworkDescription description, float minimum = float.NegativeInfinity)
    {
        var layers = ReadLayers(description, (layer, _) => new SignedLayer(layer,
            ReadValues(reader, layer.WeightShape, minimum),
            layer.HasBias ? ReadValues(reader, [layer.Outputs], minimum) : null,
            layer.IsNormalized ? ReadNormalization(reader, layer) : null));
        return new SignedNetwork(description, layers);
    }

    private static List<TLayer> ReadLayers<TLayer>(NetworkDescription description, Func<WeightedLayer, int, TLayer> read)
        where TLayer : IDisposable
    {
        var layers = new List<TLayer>();
        try
        {
            foreach (var layer in description.Weighted)
                layers.Add(read(layer, layers.Count));
            return layers;
        }
        catch
        {
            layers.ForEach(layer => layer.Dispose());
            throw;
        }
    }

    private static BatchNormalization ReadNormalization(BinaryReader reader, WeightedLayer layer) =>
        new(ReadValues(reader, [layer.Outputs]), ReadValues(reader, [layer.Outputs]), ReadValues(reader, [layer.Outputs]), ReadValues(reader, [layer.Outputs], minimum: 0));

    private static NonNegativeNetwork ReadNonNegative(BinaryReader reader, NetworkDescription description, int version)
    {
        if (description.Weighted.Any(layer => !layer.HasBias || layer.IsNormalized))
            throw new InvalidDataException("A layer of the non-negative network is without biases, or normalised.");
        var input = version > 1 ? InputFormat.ReadRange(reader) : SignalRange.Unit;
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
        var layers = ReadLayers(description, (layer, i) => new NonNegativeLayer(layer, SignalEncoding.For(ranges[i]),
            ReadValues(reader, layer.WeightShape, minimum: 0), ReadValues(reader, layer.WeightShape, minimum: 0), ReadValues(reader, [layer.Outputs], minimum: 0), offsets[i]));
        return new NonNegativeNetwork(description, layers, input, outside);
    }

    // Version 1: the layer's range, which follows from the layer before, and one offset.
    private static Tensor ReadEncoding(BinaryReader reader, SignalRange input)
    {
        var (lower, rotation, offset) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        if (lower != input.Lower || rotation != input.Extent)
            throw new InvalidDataException(FormattableString.Invariant($"A layer's inputs are said to lie in [{lower}, {lower + rotation}], but they lie in [{input.Lower}, {input.Upper}]."));
        return offset >= 0 && double.IsFinite(offset)
            ? full(1, offset, float32)
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

    private static void WriteValues(BinaryWriter writer, Tensor values)
    {
        if (values.dtype != float32)
            throw new InvalidOperationException($"The network has parameters of type {values.dtype}; model files hold single precision.");
        TensorValues.Write(writer, values);
    }

    private static Tensor ReadValues(BinaryReader reader, IReadOnlyList<long> shape, float minimum = float.NegativeInfinity)
    {
        var count = shape.Product();
        if (count > (reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(float))
            throw new InvalidDataException($"A layer needs {count} values, but only {(reader.BaseStream.Length - reader.BaseStream.Position) / sizeof(float)} are left.");
        var values = empty([.. shape], float32);
        reader.BaseStream.ReadExactly(values.bytes);
        foreach (var value in MemoryMarshal.Cast<byte, float>(values.bytes))
            if (!(float.IsFinite(value) && value >= minimum))
                throw new InvalidDataException(FormattableString.Invariant($"A parameter is {value}; it must be finite and at least {minimum}."));
        return values;
    }
}
