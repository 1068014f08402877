using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>The functions of the update rules, on lanes.</summary>
/// <remarks>
/// All rest on x = n ln 2 + r with an integer n and |r| at most ln 2 / 2, so that e^x = 2^n (1 + p) with p = e^r - 1 from its Taylor series (seven terms; the rest is below
/// 1.5e-8 of p). Adding 1.5 * 2^23 to x / ln 2 rounds it and leaves n in the low bits.
/// </remarks>
internal static class VectorMath
{
    /// <summary>127, the exponent of 1, less the bits of <see cref="Shift"/>: what turns the sum's bits into a power of two once shifted.</summary>
    public const int ExponentBias = 127 - 0x4B400000;

    private const float Shift = 12582912f;
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Ln2 = 0.693147181f;

    // tanh is 1 in single precision from 9.02 on.
    private const float TanhSaturated = 9.1f;

    /// <summary>tanh, to 2e-7 of its value over the whole range and never beyond 1; NaN stays NaN.</summary>
    /// <remarks>tanh |x| = p / (p + 2) with p = e^(2|x|) - 1: no cancellation anywhere, so that small values keep their digits.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, ILanes<V>
    {
        var magnitude = V.Min(V.All(TanhSaturated), V.Abs(x));
        var doubled = magnitude + magnitude;
        var shifted = V.MultiplyAdd(doubled, V.All(Log2E), V.All(Shift));
        var n = shifted - V.All(Shift);
        var r = V.MultiplyAdd(n, V.All(-Ln2Low), V.MultiplyAdd(n, V.All(-Ln2High), doubled));
        var scale = V.PowerOfTwo(shifted);
        var p = V.MultiplyAdd(scale, ExpMinusOne(r), scale - V.All(1));
        return V.CopySign(p / (p + V.All(2)), x);
    }

    /// <summary>e^x for |x| up to 80.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, ILanes<V>
    {
        var shifted = V.MultiplyAdd(x, V.All(Log2E), V.All(Shift));
        var n = shifted - V.All(Shift);
        var r = V.MultiplyAdd(n, V.All(-Ln2Low), V.MultiplyAdd(n, V.All(-Ln2High), x));
        var scale = V.PowerOfTwo(shifted);
        return V.MultiplyAdd(scale, ExpMinusOne(r), scale);
    }

    /// <summary>2^x for |x| up to 100.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp2<V>(V x)
        where V : struct, ILanes<V>
    {
        var shifted = x + V.All(Shift);
        var r = (x - (shifted - V.All(Shift))) * V.All(Ln2);
        var scale = V.PowerOfTwo(shifted);
        return V.MultiplyAdd(scale, ExpMinusOne(r), scale);
    }

    /// <summary>The nearest number that is not infinite; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finite<V>(V x)
        where V : struct, ILanes<V> => V.Max(V.All(-float.MaxValue), V.Min(V.All(float.MaxValue), x));

    // e^r - 1 = r + r^2 (1/2 + r/6 + r^2/24 + ...)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpMinusOne<V>(V r)
        where V : struct, ILanes<V>
    {
        var q = V.MultiplyAdd(r, V.All(1f / 5040), V.All(1f / 720));
        q = V.MultiplyAdd(r, q, V.All(1f / 120));
        q = V.MultiplyAdd(r, q, V.All(1f / 24));
        q = V.MultiplyAdd(r, q, V.All(1f / 6));
        q = V.MultiplyAdd(r, q, V.All(0.5f));
        return V.MultiplyAdd(r * r, q, r);
    }
}
