using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Writes tensors as NumPy arrays (.npy, version 1.0, C order).</summary>
/// <remarks>
/// The format: the byte 0x93, "NUMPY", the version 1.0, the length of the header as 16 bits (little endian), the header (a Python dictionary in ASCII, filled up with spaces
/// and ended by a line feed, so that the values start at a multiple of 64 bytes), the values. Source: numpy.lib.format.
/// </remarks>
internal static class NpyWriter
{
    public const string Extension = ".npy";

    private const int Alignment = 64;
    private const int ChunkLength = 1 << 18;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Whether values of that type can be written.</summary>
    public static bool Supports(ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;

    /// <summary>Writes header and values, a chunk at a time: neither a tensor on a GPU nor one of many GiB is copied as a whole.</summary>
    /// <param name="stream">Is left open behind the values.</param>
    /// <param name="values">Of a type that <see cref="Supports"/> says yes to; of any shape, on any device.</param>
    public static void Write(Stream stream, Tensor values)
    {
        stream.Write(Header(values.dtype, values.shape));
        using var scope = NewDisposeScope();
        var flat = values.detach().flatten();
        for (long start = 0, count = flat.numel(); start < count; start += ChunkLength)
        {
            using var chunkScope = NewDisposeScope();
            stream.Write(flat.narrow(0, start, Math.Min(ChunkLength, count - start)).cpu().contiguous().bytes);
        }
    }

    /// <summary>Everything before the values.</summary>
    /// <exception cref="NotSupportedException">Values of that type cannot be written.</exception>
    internal static byte[] Header(ScalarType type, IReadOnlyList<long> shape)
    {
        var size = type switch
        {
            ScalarType.Float32 => sizeof(float),
            ScalarType.Float64 => sizeof(double),
            _ => throw new NotSupportedException($"Values of type {type} cannot be written as a NumPy array; Float32 and Float64 can."),
        };
        var order = BitConverter.IsLittleEndian ? '<' : '>';
        var dictionary = FormattableString.Invariant($"{{'descr': '{order}f{size}', 'fortran_order': False, 'shape': {Tuple(shape)}, }}");
        var start = Magic.Length + sizeof(ushort);
        var length = (start + dictionary.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length), checked((ushort)(length - start)));
        Encoding.ASCII.GetBytes(dictionary, header.AsSpan(start));
        header[^1] = (byte)'\n';
        return header;
    }

    // (4,) and not (4), which Python takes for a number.
    private static string Tuple(IReadOnlyList<long> shape) =>
        "(" + string.Join(", ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture))) + (shape.Count == 1 ? ",)" : ")");
}
