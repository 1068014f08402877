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
        // Four places at once, far apart: the processor fetches ahead within a page only, and one page at a time is half as fast.
        var quarter = length / (4 * Vector512<uint>.Count) * Vector512<uint>.Count;
        nint i = 0;
        if (Avx512F.IsSupported)
        {
            var magnitude = Vector512.Create(0x7FFFFFFFu);
            Vector512<uint> a = default, b = default, c = default, d = default;
            for (; i < quarter; i += Vector512<uint>.Count)
            {
                a = Avx512F.Max(a, Vector512.Load(bits + i) & magnitude);
                b = Avx512F.Max(b, Vector512.Load(bits + i + quarter) & magnitude);
                c = Avx512F.Max(c, Vector512.Load(bits + i + 2 * quarter) & magnitude);
                d = Avx512F.Max(d, Vector512.Load(bits + i + 3 * quarter) & magnitude);
            }
            a = Avx512F.Max(Avx512F.Max(a, b), Avx512F.Max(c, d));
            for (var lane = 0; lane < Vector512<uint>.Count; lane++)
                largest = Math.Max(largest, a[lane]);
        }
        else
        {
            var magnitude = Vector128.Create(0x7FFFFFFFu);
            Vector128<uint> a = default, b = default, c = default, d = default;
            for (; i < quarter; i += Vector128<uint>.Count)
            {
                a = Vector128.Max(a, Vector128.Load(bits + i) & magnitude);
                b = Vector128.Max(b, Vector128.Load(bits + i + quarter) & magnitude);
                c = Vector128.Max(c, Vector128.Load(bits + i + 2 * quarter) & magnitude);
                d = Vector128.Max(d, Vector128.Load(bits + i + 3 * quarter) & magnitude);
            }
            a = Vector128.Max(Vector128.Max(a, b), Vector128.Max(c, d));
            for (var lane = 0; lane < Vector128<uint>.Count; lane++)
                largest = Math.Max(largest, a[lane]);
        }
        i = 4 * quarter;
        for (; i < length; i++)
            largest = Math.Max(largest, bits[i] & 0x7FFFFFFFu);
        return BitConverter.UInt32BitsToSingle(largest);
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
