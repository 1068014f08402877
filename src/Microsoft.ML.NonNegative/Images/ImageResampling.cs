using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.NonNegative;

/// <summary>Resizes an image: along the rows, then along the columns, each time rounded to 8 bits, as Pillow does.</summary>
/// <remarks>The four bytes of a pixel are the four elements of a vector of integers; nothing depends on whether the hardware has such vectors.</remarks>
internal static class ImageResampling
{
    private const int Half = 1 << (TriangleWeights.Bits - 1);

    /// <summary>Only the pixels that enter the result are read, each row once; besides the weights, memory is in proportion to the result.</summary>
    public static void Resample(ReadOnlySpan<byte> pixels, int width, in ResizedAxis x, in ResizedAxis y, PlaneWriter result)
    {
        using var across = new TriangleWeights(x);
        using var down = new TriangleWeights(y);
        var source = MemoryMarshal.Cast<byte, uint>(pixels);
        var rented = ArrayPool<Vector128<int>>.Shared.Rent(checked(x.Length * (y.Length + 1)));
        var sums = rented.AsSpan(0, x.Length * y.Length);
        var resized = rented.AsSpan(sums.Length, x.Length);
        sums.Fill(Vector128.Create(Half));
        var done = 0;
        for (var row = down.First(0); row < down.End(y.Length - 1); row++)
        {
            ResizeRow(source.Slice(row * width, width), across, resized);
            for (var target = done; target < y.Length && down.First(target) <= row; target++)
                Add(resized, down.Of(target)[row - down.First(target)], sums.Slice(target * x.Length, x.Length));
            for (; done < y.Length && down.End(done) == row + 1; done++)
                result.Write(sums.Slice(done * x.Length, x.Length), x.Offset, y.Offset + done);
        }
        ArrayPool<Vector128<int>>.Shared.Return(rented);
    }

    private static void ResizeRow(ReadOnlySpan<uint> row, in TriangleWeights weights, Span<Vector128<int>> resized)
    {
        for (var x = 0; x < resized.Length; x++)
        {
            var sum = Vector128.Create(Half);
            var of = weights.Of(x);
            var entering = row.Slice(weights.First(x), of.Length);
            for (var i = 0; i < of.Length; i++)
                sum += Widen(entering[i]) * of[i];
            resized[x] = sum >> TriangleWeights.Bits;
        }
    }

    private static Vector128<int> Widen(uint pixel) => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte())).AsInt32();

    private static void Add(ReadOnlySpan<Vector128<int>> row, int weight, Span<Vector128<int>> sums)
    {
        for (var i = 0; i < row.Length; i++)
            sums[i] += row[i] * weight;
    }
}
