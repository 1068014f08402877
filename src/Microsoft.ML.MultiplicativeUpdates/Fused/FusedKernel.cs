using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>One pass over the memory of a parameter: reads parameter, gradient and moments, writes parameter and moments, allocates nothing.</summary>
internal static unsafe class FusedKernel<V, TDirection, TRule>
    where V : struct, ILanes<V>
    where TDirection : struct, IFusedDirection
    where TRule : struct, IFusedRule<TRule>
{
    private const int LargestWidth = 16;

    /// <summary>Updates the memory.</summary>
    /// <returns>False where elements stayed as they were because their gradient is not finite.</returns>
    public static bool Run(in Segment memory, TDirection direction, TRule rule, in GradientPreparation preparation, float floor) => (preparation.IsPlain, floor == 0) switch
    {
        _ when preparation.HoldsNonFinite => Run<On, On>(memory, direction, rule, preparation, floor),
        (true, true) => Run<Off, Off>(memory, direction, rule, preparation, floor),
        _ => Run<On, Off>(memory, direction, rule, preparation, floor),
    };

    private static bool Run<TPrepared, THolding>(in Segment memory, TDirection direction, TRule rule, in GradientPreparation preparation, float floor)
        where TPrepared : struct, ISwitch
        where THolding : struct, ISwitch
    {
        var whole = memory.Length - memory.Length % V.Width;
        var finite = RunWhole<TPrepared, THolding>(memory, whole, direction, rule, preparation, floor);
        if (whole == memory.Length)
            return finite;

        // The last few numbers, by way of a full vector, so that they are computed as all the others are.
        var buffer = stackalloc float[5 * LargestWidth];
        new Span<float>(buffer, 5 * LargestWidth).Clear();
        var padded = new Segment { Parameter = buffer, Gradient = buffer + 16, First = buffer + 32, Second = buffer + 48, Third = buffer + 64, Length = V.Width };
        var rest = memory.Slice(whole, memory.Length - whole);
        rest.CopyTo(padded);
        new ReadOnlySpan<float>(rest.Gradient, rest.Length).CopyTo(new Span<float>(padded.Gradient, rest.Length));
        finite &= RunWhole<TPrepared, THolding>(padded, V.Width, direction, rule, preparation, floor);
        (padded with { Length = rest.Length }).CopyTo(rest);
        return finite;
    }

    // Direction and rule are used in the loop alone: passed on from here as well, they would be written back to memory in every turn.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool RunWhole<TPrepared, THolding>(in Segment memory, nint length, TDirection direction, TRule rule, in GradientPreparation preparation, float floor)
        where TPrepared : struct, ISwitch
        where THolding : struct, ISwitch
    {
        float* parameter = memory.Parameter, gradient = memory.Gradient;
        float* first = memory.First, second = memory.Second, third = memory.Third;
        var (scale, bound, penalty, keep) = ((float)preparation.Scale, (float)preparation.Bound, (float)preparation.Penalty, (float)preparation.Keep);
        var nonFinite = V.All(0);
        for (nint i = 0; i < length; i += V.Width)
        {
            var before = V.Load(parameter + i);
            var seen = V.Load(gradient + i);
            var (theta, g) = (before, seen);
            V m1 = default, m2 = default, m3 = default;
            if (TDirection.Moments > 0)
                m1 = V.Load(first + i);
            if (TDirection.Moments > 1)
                m2 = V.Load(second + i);
            if (TDirection.Moments > 2)
                m3 = V.Load(third + i);
            if (TPrepared.IsOn)
            {
                g = V.Max(V.All(-bound), V.Min(V.All(bound), g * V.All(scale)));
                g = V.MultiplyAdd(V.All(penalty), theta, g);
                theta *= V.All(keep);
            }
            var moved = rule.Apply(theta, direction.Compute(g, ref m1, ref m2, ref m3));
            if (TPrepared.IsOn && floor > 0)
                moved = Floored(theta, moved, floor);
            if (THolding.IsOn)
            {
                // NaN and infinity times 0 are NaN.
                nonFinite = V.MultiplyAdd(seen, V.All(0), nonFinite);
                moved = V.WhereFinite(seen, moved, before);
                if (TDirection.Moments > 0)
                    m1 = V.WhereFinite(seen, m1, V.Load(first + i));
                if (TDirection.Moments > 1)
                    m2 = V.WhereFinite(seen, m2, V.Load(second + i));
                if (TDirection.Moments > 2)
                    m3 = V.WhereFinite(seen, m3, V.Load(third + i));
            }
            V.Store(moved, parameter + i);
            if (TDirection.Moments > 0)
                V.Store(m1, first + i);
            if (TDirection.Moments > 1)
                V.Store(m2, second + i);
            if (TDirection.Moments > 2)
                V.Store(m3, third + i);
        }
        return V.AllZero(nonFinite);
    }

    // |theta_t| >= floor with the sign of theta_{t-1}; a zero stays a zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Floored(V before, V after, float floor) => V.ZeroWhereZero(before, V.CopySign(V.Max(V.All(floor), V.Abs(after)), before));
}
