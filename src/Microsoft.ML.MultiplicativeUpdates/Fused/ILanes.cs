namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>A few single-precision numbers that are computed with at once: what the processor offers, behind one interface, so that every equation is written once.</summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many numbers.</summary>
    static abstract int Width { get; }

    /// <summary>What the processor must have is there.</summary>
    static abstract bool IsSupported { get; }

    static abstract TSelf Load(float* source);

    static abstract void Store(TSelf value, float* target);

    static abstract TSelf All(float value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>left * right + addend, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Abs(TSelf value);

    /// <summary>The larger number; where one is NaN, <paramref name="right"/>.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller number; where one is NaN, <paramref name="right"/>.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>|magnitude| with the sign of <paramref name="sign"/>, -0 included.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>2 to the power of the integer in the low bits of <paramref name="shifted"/>, from -126 to 127 (see <see cref="VectorMath"/>).</summary>
    static abstract TSelf PowerOfTwo(TSelf shifted);

    /// <summary>zero where <paramref name="test"/> is 0, else <paramref name="value"/>.</summary>
    static abstract TSelf ZeroWhereZero(TSelf test, TSelf value);

    /// <summary><paramref name="value"/> where <paramref name="test"/> is finite, else <paramref name="otherwise"/>.</summary>
    static abstract TSelf WhereFinite(TSelf test, TSelf value, TSelf otherwise);

    /// <summary>All are 0 (NaN is not).</summary>
    static abstract bool AllZero(TSelf value);
}
