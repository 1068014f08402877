using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>What the classes are called: the key values of the label column, of whatever type they had there.</summary>
internal abstract class LabelValues
{
    /// <summary>The number of classes.</summary>
    public abstract int Count { get; }

    /// <summary>The type of one value.</summary>
    public abstract PrimitiveDataViewType ItemType { get; }

    /// <summary>The values in words.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>The first names, for messages.</summary>
    public static string Describe(LabelValues? labels) => labels is null ? "no names" : string.Join(", ", labels.Names.Take(5)) + (labels.Count > 5 ? ", ..." : "");

    /// <summary>Adds the values under the given annotation kind.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string kind);

    /// <summary>Writes type and values.</summary>
    public abstract void Write(BinaryWriter writer);

    /// <summary>The key values of a label column, or null where it has none.</summary>
    /// <exception cref="ArgumentException">They are of a type that cannot be kept.</exception>
    public static LabelValues? Read(DataViewSchema.Column label)
    {
        if (label.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is not VectorDataViewType type || type.Size != ClassCount(label))
            return null;
        return Codecs.FirstOrDefault(codec => codec.Type.Equals(type.ItemType))?.FromColumn(label)
            ?? throw new ArgumentException($"The classes of the label column '{label.Name}' are values of type {type.ItemType}; supported are {string.Join(", ", Codecs.Select(codec => codec.Type))}. Convert them to text before MapValueToKey.");
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LabelValues other && ItemType.Equals(other.ItemType) && Names.SequenceEqual(other.Names);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ItemType, Count);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The type is unknown.</exception>
    public static LabelValues Read(BinaryReader reader, int count)
    {
        var kind = reader.ReadByte();
        return kind < Codecs.Count ? Codecs[kind].FromStream(reader, count) : throw new InvalidDataException($"Label values of kind {kind} are unknown to this version.");
    }

    private static int ClassCount(DataViewSchema.Column label) => label.Type is KeyDataViewType key ? checked((int)key.Count) : 0;

    // The position in this list is the kind byte in model files: only ever append.
    private static readonly IReadOnlyList<Codec> Codecs =
    [
        new Codec<ReadOnlyMemory<char>>(TextDataViewType.Instance, (w, v) => w.Write(v.ToString()), r => r.ReadString().AsMemory()),
        new Codec<bool>(BooleanDataViewType.Instance, (w, v) => w.Write(v), r => r.ReadBoolean()),
        new Codec<sbyte>(NumberDataViewType.SByte, (w, v) => w.Write(v), r => r.ReadSByte()),
        new Codec<byte>(NumberDataViewType.Byte, (w, v) => w.Write(v), r => r.ReadByte()),
        new Codec<short>(NumberDataViewType.Int16, (w, v) => w.Write(v), r => r.ReadInt16()),
        new Codec<ushort>(NumberDataViewType.UInt16, (w, v) => w.Write(v), r => r.ReadUInt16()),
        new Codec<int>(NumberDataViewType.Int32, (w, v) => w.Write(v), r => r.ReadInt32()),
        new Codec<uint>(NumberDataViewType.UInt32, (w, v) => w.Write(v), r => r.ReadUInt32()),
        new Codec<long>(NumberDataViewType.Int64, (w, v) => w.Write(v), r => r.ReadInt64()),
        new Codec<ulong>(NumberDataViewType.UInt64, (w, v) => w.Write(v), r => r.ReadUInt64()),
        new Codec<float>(NumberDataViewType.Single, (w, v) => w.Write(v), r => r.ReadSingle()),
        new Codec<double>(NumberDataViewType.Double, (w, v) => w.Write(v), r => r.ReadDouble()),
    ];

    private abstract record Codec(PrimitiveDataViewType Type)
    {
        public abstract LabelValues FromColumn(DataViewSchema.Column label);

        public abstract LabelValues FromStream(BinaryReader reader, int count);
    }

    private sealed record Codec<T>(PrimitiveDataViewType Type, Action<BinaryWriter, T> WriteValue, Func<BinaryReader, T> ReadValue) : Codec(Type)
        where T : notnull
    {
        public override LabelValues FromColumn(DataViewSchema.Column label)
        {
            VBuffer<T> values = default;
            label.GetKeyValues(ref values);
            return new Typed<T>(this, [.. values.DenseValues()]);
        }

        public override LabelValues FromStream(BinaryReader reader, int count)
        {
            var values = new List<T>();
            for (var i = 0; i < count; i++)
                values.Add(ReadValue(reader));
            return new Typed<T>(this, [.. values]);
        }
    }

    private sealed class Typed<T>(Codec<T> codec, T[] values) : LabelValues
        where T : notnull
    {
        public override int Count => values.Length;

        public override PrimitiveDataViewType ItemType => codec.Type;

        public override IReadOnlyList<string> Names { get; } = [.. values.Select(value => FormattableString.Invariant($"{value}"))];

        public override void AddTo(DataViewSchema.Annotations.Builder annotations, string kind) =>
            annotations.Add(kind, new VectorDataViewType(codec.Type, values.Length), (ref VBuffer<T> destination) =>
            {
                var editor = VBufferEditor.Create(ref destination, values.Length);
                values.CopyTo(editor.Values);
                destination = editor.Commit();
            });

        public override void Write(BinaryWriter writer)
        {
            writer.Write((byte)Codecs.ToList().IndexOf(codec));
            foreach (var value in values)
                codec.WriteValue(writer, value);
        }
    }
}
