using System.Numerics;

namespace Microsoft.ML.NonNegative;

/// <summary>What is asked of many numbers at once.</summary>
internal static class FloatSpans
{
    /// <summary>Whether any is NaN.</summary>
    public static bool ContainsNaN(this ReadOnlySpan<float> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            if (new Vector<float>(values[i..]) is var vector && !Vector.EqualsAll(vector, vector))
                return true;
        for (; i < values.Length; i++)
            if (float.IsNaN(values[i]))
                return true;
        return false;
    }
}
