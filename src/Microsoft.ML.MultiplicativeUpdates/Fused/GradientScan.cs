using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>Reads a gradient once: its largest magnitude and, where asked for, the sum of its squares.</summary>
internal static unsafe class GradientScan
{
    /// <summary>max |g|; NaN or infinity where the gradient has one.</summary>
    /// <remarks>The bits of |g| are ordered as its value is, with infinity and NaN above all others: a maximum of integers finds them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Largest(float* gradient, nint length)
    {
        var bits = (uint*)gradient;
        uint largest = 0;
        if (Avx512F.IsSupported && length >= Vector512<uint>.Count)
        {
            var magnitude = Vector512.Create(0x7FFFFFFFu);
            var last = length - Vector512<uint>.Count;
            // Four places at once, far apart: the processor fetches ahead within a page only, and one page at a time is half as fast.
            var quarter = length / (4 * Vector512<uint>.Count) * Vector512<uint>.Count;
            Vector512<uint> a = default, b = default, c = default, d = default;
            for (nint i = 0; i < quarter; i += Vector512<uint>.Count)
            {
                a = Avx512F.Max(a, Vector512.Load(bits + i) & magnitude);
                b = Avx512F.Max(b, Vector512.Load(bits + i + quarter) & magnitude);
                c = Avx512F.Max(c, Vector512.Load(bits + i + 2 * quarter) & magnitude);
                d = Avx512F.Max(d, Vector512.Load(bits + i + 3 * quarter) & magnitude);
            }
            // What is left, the last vector from the end backwards: seeing an element twice does no harm.
            for (var i = 4 * quarter; i <= last; i += Vector512<uint>.Count)
                a = Avx512F.Max(a, Vector512.Load(bits + i) & magnitude);
            a = Avx512F.Max(Avx512F.Max(Avx512F.Max(a, Vector512.Load(bits + last) & magnitude), b), Avx512F.Max(c, d));
            return BitConverter.UInt32BitsToSingle(Largest(Vector256.Max(a.GetLower(), a.GetUpper())));
        }
        if (length >= Vector256<uint>.Count)
        {
            var magnitude = Vector256.Create(0x7FFFFFFFu);
            var last = length - Vector256<uint>.Count;
            Vector256<uint> a = default;
            for (nint i = 0; i <= last; i += Vector256<uint>.Count)
                a = Vector256.Max(a, Vector256.Load(bits + i) & magnitude);
            return BitConverter.UInt32BitsToSingle(Largest(Vector256.Max(a, Vector256.Load(bits + last) & magnitude)));
        }
        for (nint i = 0; i < length; i++)
            largest = Math.Max(largest, bits[i] & 0x7FFFFFFFu);
        return BitConverter.UInt32BitsToSingle(largest);
    }

    private static uint Largest(Vector256<uint> values)
    {
        var half = Vector128.Max(values.GetLower(), values.GetUpper());
        return Math.Max(Math.Max(half[0], half[1]), Math.Max(half[2], half[3]));
    }

    /// <summary>The sum of g^2 in double precision, eight partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(float* gradient, nint length)
    {
        Vector256<double> low = default, high = default;
        nint i = 0;
        for (; i + 8 <= length; i += 8)
        {
            var (a, b) = Vector256.Widen(Vector256.Load(gradient + i));
            low += a * a;
            high += b * b;
        }
        var sum = Vector256.Sum(low + high);
        for (; i < length; i++)
            sum += (double)gradient[i] * gradient[i];
        return sum;
    }
}
