using System.IO.Compression;
using System.Text;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A schema as a binary data view without rows: header, annotations of the columns, table of contents, tail.</summary>
internal static class SchemaFile
{
    private const int HeaderBytes = 256;
    private const ulong HeadMark = 0x00425644004C4D43; // "CML\0DVB\0"
    private const ulong TailMark = 0x434D4C0044564200; // the same, backwards
    private const ulong Version = 0x0001000100010006;
    private const ulong OldestReadable = 0x0001000100010002;
    private const byte Plain = 0;
    private const byte Deflated = 1;
    private const int MostAnnotationBytes = 1 << 28;

    public static void Write(Stream stream, DataViewSchema schema)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(new byte[HeaderBytes]);
        var columns = schema.Where(c => Codec.Knows(c.Type)).ToArray();
        var blocks = stream.Position; // where the blocks of rows would be, of which there are none
        var annotations = columns.Select(c => WriteAnnotations(writer, c.Annotations)).ToArray();
        var contents = stream.Position;
        for (var i = 0; i < columns.Length; i++)
        {
            writer.Write(columns[i].Name);
            Codec.WriteType(writer, columns[i].Type);
            writer.Write(Deflated);
            writer.Write7BitEncodedInt64(1); // rows a block
            writer.Write(blocks);
            writer.Write(annotations[i]);
        }

        var tail = stream.Position;
        writer.Write(TailMark);
        stream.Position = 0;
        writer.Write(HeadMark);
        writer.Write(Version);
        writer.Write(Version);
        writer.Write(contents);
        writer.Write(tail);
        writer.Write(0L); // rows
        writer.Write(columns.Length);
        stream.Position = stream.Length;
    }

    public static DataViewSchema Read(IExceptionContext context, Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        context.CheckDecode(stream.Length >= HeaderBytes, $"Read only {stream.Length} bytes in file, expected header size of {HeaderBytes}");
        context.CheckDecode(reader.ReadUInt64() == HeadMark, "This does not appear to be a binary dataview file");
        var version = reader.ReadUInt64();
        var compatible = reader.ReadUInt64();
        context.CheckDecode(compatible <= version && version >= OldestReadable, "Unexpected version");
        context.Check(compatible <= Version, "Cannot read this version of data");
        var contents = reader.ReadInt64();
        var tail = reader.ReadInt64();
        var rows = reader.ReadInt64();
        var columns = reader.ReadInt32();
        context.CheckDecode(rows >= 0, "Row count cannot be negative");
        context.CheckDecode(columns >= 0, "Column count cannot be negative");
        context.CheckDecode(tail >= HeaderBytes && tail <= stream.Length - 8, "Tail offset out of range");
        context.CheckDecode(columns == 0 || contents >= HeaderBytes && contents <= tail, "Table of contents offset out of range");
        stream.Position = tail;
        context.CheckDecode(reader.ReadUInt64() == TailMark, "Incorrect tail signature");
        stream.Position = contents;
        var builder = new DataViewSchema.Builder();
        for (var i = 0; i < columns; i++)
        {
            var name = reader.ReadString();
            context.CheckDecode(name.Length > 0, "Column without a name");
            var type = Codec.ReadType(reader);
            reader.ReadByte(); // compression of the rows
            reader.Read7BitEncodedInt64();
            reader.ReadInt64();
            var annotations = reader.ReadInt64();
            var next = stream.Position;
            context.CheckDecode(annotations == 0 || annotations >= HeaderBytes && annotations <= tail, "Metadata TOC offset out of range");
            if (type is not null)
                builder.AddColumn(name, type, annotations == 0 ? null : ReadAnnotations(context, reader, annotations, tail));
            stream.Position = next;
        }

        return builder.ToSchema();
    }

    // First the values, then their table of contents; the result is where that begins.
    private static long WriteAnnotations(BinaryWriter writer, DataViewSchema.Annotations annotations)
    {
        var known = annotations.Schema.Where(c => Codec.KnowsValues(c.Type)).DistinctBy(c => c.Name).ToArray();
        if (known.Length == 0)
            return 0;
        var blocks = new List<(byte Compression, long Offset, long Length)>();
        foreach (var column in known)
        {
            var start = writer.BaseStream.Position;
            var bytes = (byte[])Arguments.Generic(ValueBytes<int>, column.Type.ItemOf().RawType, annotations, column)!;
            var compressed = Compress(bytes);
            writer.Write(compressed.Length < bytes.Length ? compressed : bytes);
            blocks.Add((compressed.Length < bytes.Length ? Deflated : Plain, start, writer.BaseStream.Position - start));
        }

        var contents = writer.BaseStream.Position;
        writer.Write7BitEncodedInt64(known.Length);
        for (var i = 0; i < known.Length; i++)
        {
            writer.Write(known[i].Name);
            Codec.WriteType(writer, known[i].Type);
            writer.Write(blocks[i].Compression);
            writer.Write(blocks[i].Offset);
            writer.Write7BitEncodedInt64(blocks[i].Length);
        }

        return contents;
    }

    private static DataViewSchema.Annotations ReadAnnotations(IExceptionContext context, BinaryReader reader, long contents, long tail)
    {
        reader.BaseStream.Position = contents;
        var builder = new DataViewSchema.Annotations.Builder();
        var count = reader.Read7BitEncodedInt64();
        context.CheckDecode(count > 0 && count < int.MaxValue, "Bad number of metadata");
        for (var i = 0; i < count; i++)
        {
            var kind = reader.ReadString();
            context.CheckDecode(kind.Length > 0, "Metadata kind must be non-empty string");
            var type = Codec.ReadType(reader);
            var compression = reader.ReadByte();
            var offset = reader.ReadInt64();
            var length = reader.Read7BitEncodedInt64();
            var next = reader.BaseStream.Position;
            context.CheckDecode(offset >= HeaderBytes && length > 0 && offset <= tail - length, "Metadata block out of range");
            if (type is not null && Codec.KnowsValues(type) && compression is Plain or Deflated)
            {
                reader.BaseStream.Position = offset;
                var bytes = reader.ReadBytes((int)Math.Min(length, MostAnnotationBytes));
                if (compression == Deflated)
                    bytes = Decompress(context, bytes);
                using var values = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
                builder.Add(kind, type!, (Delegate)Arguments.Generic(Getter<int>, type!.ItemOf().RawType, values, type)!);
            }

            reader.BaseStream.Position = next;
        }

        return builder.ToAnnotations();
    }

    private static byte[] ValueBytes<T>(DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        if (column.Type is VectorDataViewType vectorType)
        {
            VBuffer<T> vector = default;
            annotations.GetValue(column.Name, ref vector);
            Codec.WriteVector(writer, vectorType, vector);
        }
        else
        {
            T value = default!;
            annotations.GetValue(column.Name, ref value);
            Codec.WriteValues<T>(writer, [value]);
        }

        return stream.ToArray();
    }

    private static Delegate Getter<T>(BinaryReader reader, DataViewType type)
    {
        if (type is VectorDataViewType vectorType)
        {
            var vector = Codec.ReadVector<T>(reader, vectorType);
            return (ValueGetter<VBuffer<T>>)((ref VBuffer<T> result) => vector.CopyTo(ref result));
        }

        var value = Codec.ReadValues<T>(reader, 1)[0];
        return (ValueGetter<T>)((ref T result) => result = value);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var deflate = new DeflateStream(target, CompressionMode.Compress, leaveOpen: true))
            deflate.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Decompress(IExceptionContext context, byte[] bytes)
    {
        using var source = new DeflateStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var target = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            target.Write(buffer, 0, read);
            context.CheckDecode(target.Length <= MostAnnotationBytes, "Metadata block too large");
        }

        return target.ToArray();
    }
}
