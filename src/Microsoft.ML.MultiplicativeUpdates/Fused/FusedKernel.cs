using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>One pass over the memory of a parameter: reads parameter, gradient and moments, writes parameter and moments, allocates nothing.</summary>
internal static unsafe class FusedKernel<V, TDirection, TRule>
    where V : struct, ILanes<V>
    where TDirection : struct, IFusedDirection
    where TRule : struct, IFusedRule<TRule>
{
    private const int LargestWidth = 16;

    // Four pages of memory.
    private const int WorthStreaming = 4096;

    /// <summary>Updates the memory.</summary>
    /// <returns>False where elements stayed as they were because their gradient is not finite.</returns>
    public static bool Run(in Segment memory, TDirection direction, TRule rule, in GradientPreparation preparation, float floor) => (preparation.IsPlain && floor == 0, preparation.HoldsNonFinite) switch
    {
        (true, false) => Run<Off, Off>(memory, direction, rule, preparation, floor),
        (true, true) => Run<Off, On>(memory, direction, rule, preparation, floor),
        (false, true) => Run<On, On>(memory, direction, rule, preparation, floor),
        (false, false) => Run<On, Off>(memory, direction, rule, preparation, floor),
    };

    [SkipLocalsInit]
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

    private static bool RunWhole<TPrepared, THolding>(in Segment memory, int length, TDirection direction, TRule rule, in GradientPreparation preparation, float floor)
        where TPrepared : struct, ISwitch
        where THolding : struct, ISwitch
    {
        var numbers = new Numbers(preparation, floor);
        if (length < WorthStreaming)
            return RunStreams<TPrepared, THolding>(memory, length, length, direction, rule, numbers);

        // Four places at once, a few pages apart: the processor fetches ahead within a page, and four pages at a time are a sixth faster than one.
        var quarter = length / (4 * V.Width) * V.Width;
        var rest = length - 4 * quarter;
        return RunStreams<TPrepared, THolding>(memory, quarter, 4 * quarter, direction, rule, numbers)
            & RunStreams<TPrepared, THolding>(memory.Slice(4 * quarter, rest), rest, rest, direction, rule, numbers);
    }

    // Elements 0 to 'end' in turns of one vector from every stretch of length 'stretch'. Direction and rule are used in the loop alone: passed on from here as well, they would be
    // written back to memory in every turn; and there is one loop, for which the compiler's patience lasts.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool RunStreams<TPrepared, THolding>(in Segment memory, nint stretch, nint end, TDirection direction, TRule rule, Numbers numbers)
        where TPrepared : struct, ISwitch
        where THolding : struct, ISwitch
    {
        var at = memory;
        var nonFinite = V.All(0);
        for (nint i = 0; i < stretch; i += V.Width)
            for (var j = i; j < end; j += stretch)
                Turn<TPrepared, THolding>(at, j, direction, rule, numbers, ref nonFinite);
        return V.AllZero(nonFinite);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<TPrepared, THolding>(Segment memory, nint i, TDirection direction, TRule rule, Numbers numbers, ref V nonFinite)
        where TPrepared : struct, ISwitch
        where THolding : struct, ISwitch
    {
        var before = V.Load(memory.Parameter + i);
        var seen = V.Load(memory.Gradient + i);
        var (theta, g) = (before, seen);
        V m1 = default, m2 = default, m3 = default;
        if (TDirection.Moments > 0)
            m1 = V.Load(memory.First + i);
        if (TDirection.Moments > 1)
            m2 = V.Load(memory.Second + i);
        if (TDirection.Moments > 2)
            m3 = V.Load(memory.Third + i);
        if (TPrepared.IsOn)
        {
            g = Bounded(g * V.All(numbers.Scale), numbers.Bound);
            g = Bounded(V.MultiplyAdd(V.All(numbers.Penalty), theta, g), GradientGuard.OverflowingSingle);
            theta *= V.All(numbers.Keep);
        }
        else if (THolding.IsOn)
        {
            g = Bounded(g, numbers.Bound);
        }
        var moved = rule.Apply(theta, direction.Compute(g, ref m1, ref m2, ref m3));
        if (TPrepared.IsOn && numbers.Floor > 0)
            moved = Floored(before, moved, numbers.Floor);
        if (THolding.IsOn)
        {
            // NaN and infinity times 0 are NaN.
            nonFinite = V.MultiplyAdd(seen, V.All(0), nonFinite);
            moved = V.WhereFinite(seen, moved, before);
            if (TDirection.Moments > 0)
                m1 = V.WhereFinite(seen, m1, V.Load(memory.First + i));
            if (TDirection.Moments > 1)
                m2 = V.WhereFinite(seen, m2, V.Load(memory.Second + i));
            if (TDirection.Moments > 2)
                m3 = V.WhereFinite(seen, m3, V.Load(memory.Third + i));
        }
        V.Store(moved, memory.Parameter + i);
        if (TDirection.Moments > 0)
            V.Store(m1, memory.First + i);
        if (TDirection.Moments > 1)
            V.Store(m2, memory.Second + i);
        if (TDirection.Moments > 2)
            V.Store(m3, memory.Third + i);
    }

    // NaN stays NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bounded(V value, float bound) => V.Max(V.All(-bound), V.Min(V.All(bound), value));

    // |theta_t| >= floor with the sign of theta_{t-1}; a zero stays a zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Floored(V before, V after, float floor) => V.ZeroWhereZero(before, V.CopySign(V.Max(V.All(floor), V.Abs(after)), before));

    // What happens before the rule, in single precision.
    private readonly struct Numbers(in GradientPreparation preparation, float floor)
    {
        public readonly float Scale = (float)preparation.Scale;
        public readonly float Bound = (float)preparation.Bound;
        public readonly float Penalty = (float)preparation.Penalty;
        public readonly float Keep = (float)preparation.Keep;
        public readonly float Floor = floor;
    }
}
