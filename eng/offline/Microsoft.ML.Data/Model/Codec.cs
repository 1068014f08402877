using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Types and values as the binary data view format has them.</summary>
internal static class Codec
{
    private const string VectorName = "VBuffer";
    private const string KeyName = "Key2";

    private static readonly Dictionary<string, PrimitiveDataViewType> Simple = new PrimitiveDataViewType[]
    {
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32,
        NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64, NumberDataViewType.Single, NumberDataViewType.Double,
        TimeSpanDataViewType.Instance, TextDataViewType.Instance, BooleanDataViewType.Instance, DateTimeDataViewType.Instance,
        DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    }.ToDictionary(NameOf);

    public static bool Knows(DataViewType type) => type.ItemOf() is KeyDataViewType || type.ItemOf() is PrimitiveDataViewType item && Simple.ContainsKey(NameOf(item));

    /// <summary>Whether the values of a type can be written as well as the type.</summary>
    public static bool KnowsValues(DataViewType type) => Knows(type) && type.ItemOf() is not DateTimeOffsetDataViewType;

    public static void WriteType(BinaryWriter writer, DataViewType type)
    {
        using var parameters = new MemoryStream();
        using (var inner = new BinaryWriter(parameters, Encoding.UTF8, leaveOpen: true))
        {
            switch (type)
            {
                case VectorDataViewType vector:
                    WriteType(inner, vector.ItemType);
                    inner.Write(vector.Dimensions.Length);
                    foreach (var dimension in vector.Dimensions)
                        inner.Write(dimension);
                    break;
                case KeyDataViewType key:
                    WriteType(inner, ColumnTypes.PrimitiveOf(key.RawType));
                    inner.Write(key.Count);
                    break;
            }
        }

        writer.Write(type is VectorDataViewType ? VectorName : type is KeyDataViewType ? KeyName : NameOf((PrimitiveDataViewType)type));
        writer.Write7BitEncodedInt64(parameters.Length);
        writer.Write(parameters.ToArray());
    }

    /// <summary>The type that comes next; null for one that is not known.</summary>
    public static DataViewType? ReadType(BinaryReader reader)
    {
        var name = reader.ReadString();
        Decode(name.Length > 0, "Non-empty signature string expected");
        var length = reader.Read7BitEncodedInt64();
        var start = reader.BaseStream.Position;
        Decode(length >= 0 && length <= reader.BaseStream.Length - start, "Codec type definition reaches beyond the end of the stream");
        DataViewType? type = name switch
        {
            VectorName => ReadVectorType(reader),
            KeyName => ReadKeyType(reader),
            _ => Simple.GetValueOrDefault(name),
        };
        if (type is not null)
            Decode(reader.BaseStream.Position == start + length, "Codec type definition has another length than it says");
        reader.BaseStream.Position = start + length;
        return type;
    }

    public static void WriteValues<T>(BinaryWriter writer, ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            WriteTexts(writer, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, ReadOnlyMemory<char>>(ref MemoryMarshal.GetReference(values)), values.Length));
        }
        else if (typeof(T) == typeof(bool))
        {
            var bits = new byte[(values.Length + 7) / 8];
            for (var i = 0; i < values.Length; i++)
                bits[i / 8] |= (byte)((bool)(object)values[i]! ? 1 << (i % 8) : 0);
            writer.Write(bits);
        }
        else
        {
            foreach (var value in values)
                WriteValue(writer, value);
        }
    }

    public static T[] ReadValues<T>(BinaryReader reader, int count)
    {
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
            return (T[])(object)ReadTexts(reader, count);
        if (typeof(T) == typeof(bool))
        {
            var bits = ReadBytes(reader, (count + 7L) / 8);
            return (T[])(object)Enumerable.Range(0, count).Select(i => (bits[i / 8] >> (i % 8) & 1) != 0).ToArray();
        }

        var size = typeof(T) == typeof(DateTime) ? sizeof(long) : Unsafe.SizeOf<T>();
        var bytes = ReadBytes(reader, (long)count * size);
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = typeof(T) == typeof(DateTime)
                ? (T)(object)new DateTime(Math.Clamp(BitConverter.ToInt64(bytes, i * size), 0, DateTime.MaxValue.Ticks))
                : Unsafe.ReadUnaligned<T>(ref bytes[i * size]);
        return values;
    }

    /// <summary>One vector, as a block of vectors.</summary>
    public static void WriteVector<T>(BinaryWriter writer, VectorDataViewType type, VBuffer<T> vector)
    {
        writer.Write(1);
        writer.Write(type.Size > 0 ? type.Size : vector.Length);
        if (type.Size == 0 && vector.Length == 0)
            writer.Write(0);
        writer.Write(vector.IsDense ? -1 : vector.GetValues().Length);
        writer.Write(vector.GetIndices().Length);
        foreach (var index in vector.GetIndices())
            writer.Write(index);
        WriteValues(writer, vector.GetValues());
    }

    public static VBuffer<T> ReadVector<T>(BinaryReader reader, VectorDataViewType type)
    {
        Decode(reader.ReadInt32() == 1);
        var length = reader.ReadInt32();
        Decode(type.IsKnownSize ? length == type.Size : length >= 0);
        if (length == 0)
            length = reader.ReadInt32();
        Decode(length >= 0);
        var count = reader.ReadInt32();
        Decode(count >= -1 && count < Math.Max(length, 1));
        var indices = ReadValues<int>(reader, NonNegative(reader.ReadInt32()));
        if (count < 0)
            return new VBuffer<T>(length, ReadValues<T>(reader, length));
        Decode(indices.Length == count && indices.Zip(indices.Skip(1)).All(pair => pair.First < pair.Second) && indices.All(i => i >= 0 && i < length));
        return new VBuffer<T>(length, count, ReadValues<T>(reader, count), indices);
    }

    private static string NameOf(PrimitiveDataViewType type) => type is TextDataViewType ? "TextSpan" : type.RawType.Name;

    private static VectorDataViewType? ReadVectorType(BinaryReader reader)
    {
        if (ReadType(reader) is not { } item)
            return null;
        var dimensions = ReadValues<int>(reader, NonNegative(reader.ReadInt32()));
        Decode(item is PrimitiveDataViewType && Array.TrueForAll(dimensions, d => d >= 0));
        long size = 1;
        foreach (var dimension in dimensions)
            Decode((size *= dimension) <= int.MaxValue);
        return dimensions.Length == 0 ? new VectorDataViewType((PrimitiveDataViewType)item) : new VectorDataViewType((PrimitiveDataViewType)item, dimensions);
    }

    private static KeyDataViewType? ReadKeyType(BinaryReader reader)
    {
        if (ReadType(reader) is not { } item)
            return null;
        Decode(item is NumberDataViewType && KeyDataViewType.IsValidDataType(item.RawType));
        var count = reader.ReadUInt64();
        Decode(count > 0 && (Unsafe.SizeOf<ulong>() == Marshal.SizeOf(item.RawType) || count < 1UL << (8 * Marshal.SizeOf(item.RawType))));
        return new KeyDataViewType(item.RawType, count);
    }

    private static void WriteValue<T>(BinaryWriter writer, T value)
    {
        if (value is DateTime time)
        {
            writer.Write(time.Ticks);
            return;
        }

        Span<byte> bytes = stackalloc byte[Unsafe.SizeOf<T>()];
        Unsafe.WriteUnaligned(ref bytes[0], value);
        writer.Write(bytes);
    }

    private static void WriteTexts(BinaryWriter writer, ReadOnlySpan<ReadOnlyMemory<char>> texts)
    {
        var all = new StringBuilder();
        writer.Write(texts.Length);
        foreach (var text in texts)
            writer.Write(all.Append(text).Length);
        writer.Write(all.ToString());
    }

    private static ReadOnlyMemory<char>[] ReadTexts(BinaryReader reader, int count)
    {
        Decode(reader.ReadInt32() == count);
        var ends = ReadValues<int>(reader, count);
        var all = reader.ReadString();
        var texts = new ReadOnlyMemory<char>[count];
        var start = 0;
        for (var i = 0; i < count; i++)
        {
            // The top bit marks a text that was missing, in old files.
            var end = ends[i] & int.MaxValue;
            Decode(end >= start && end <= all.Length);
            texts[i] = ends[i] < 0 ? default : all.AsMemory(start, end - start);
            start = end;
        }

        Decode(start == all.Length);
        return texts;
    }

    // Memory is asked for only after it is known that the stream has that much.
    private static byte[] ReadBytes(BinaryReader reader, long count)
    {
        Decode(count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position, "Unexpected end of the stream");
        return reader.ReadBytes((int)count);
    }

    private static int NonNegative(int value)
    {
        Decode(value >= 0);
        return value;
    }

    private static void Decode(bool holds, string? message = null) => Contracts.CheckDecode(null, holds, message);
}
