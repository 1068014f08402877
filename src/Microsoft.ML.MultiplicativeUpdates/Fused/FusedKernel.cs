using System.Runtime.CompilerServices;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>One pass over the memory of a parameter: reads parameter, gradient and moments, writes parameter and moments, allocates nothing.</summary>
internal static unsafe class FusedKernel<V, TDirection, TRule>
    where V : struct, ILanes<V>
    where TDirection : struct, IFusedDirection
    where TRule : struct, IFusedRule<TRule>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(in Segment memory, TDirection direction, TRule rule, in GradientPreparation preparation, float floor)
    {
        float* parameter = memory.Parameter, gradient = memory.Gradient;
        float* first = memory.First, second = memory.Second, third = memory.Third;
        var plain = preparation.IsPlain && floor == 0;
        var (scale, bound, penalty, keep) = ((float)preparation.Scale, (float)preparation.Bound, (float)preparation.Penalty, (float)preparation.Keep);
        nint whole = memory.Length - memory.Length % V.Width;
        for (nint i = 0; i < whole; i += V.Width)
        {
            var theta = V.Load(parameter + i);
            var g = V.Load(gradient + i);
            V m1 = default, m2 = default, m3 = default;
            if (TDirection.Moments > 0)
                m1 = V.Load(first + i);
            if (TDirection.Moments > 1)
                m2 = V.Load(second + i);
            if (TDirection.Moments > 2)
                m3 = V.Load(third + i);
            V moved;
            if (plain)
            {
                moved = rule.Apply(theta, direction.Compute(g, ref m1, ref m2, ref m3));
            }
            else
            {
                g = V.Max(V.All(-bound), V.Min(V.All(bound), g * V.All(scale)));
                g = V.MultiplyAdd(V.All(penalty), theta, g);
                theta = theta * V.All(keep);
                moved = rule.Apply(theta, direction.Compute(g, ref m1, ref m2, ref m3));
                moved = Floored(theta, moved, floor);
            }
            V.Store(moved, parameter + i);
            if (TDirection.Moments > 0)
                V.Store(m1, first + i);
            if (TDirection.Moments > 1)
                V.Store(m2, second + i);
            if (TDirection.Moments > 2)
                V.Store(m3, third + i);
        }
        if (whole < memory.Length)
            RunRest(memory.Slice((int)whole, memory.Length - (int)whole), direction, rule, preparation, floor);
    }

    // |theta_t| >= floor with the sign of theta_{t-1}; a zero stays a zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Floored(V before, V after, float floor) =>
        floor == 0 ? after : V.ZeroWhereZero(before, V.CopySign(V.Max(V.All(floor), V.Abs(after)), before));

    // The last few numbers, by way of a full vector, so that they are computed as all the others are.
    private static void RunRest(in Segment rest, TDirection direction, TRule rule, in GradientPreparation preparation, float floor)
    {
        var buffer = stackalloc float[5 * 16];
        new Span<float>(buffer, 5 * 16).Clear();
        var padded = new Segment { Parameter = buffer, Gradient = buffer + 16, First = buffer + 32, Second = buffer + 48, Third = buffer + 64, Length = V.Width };
        Copy(rest, padded, rest.Length);
        Run(padded, direction, rule, preparation, floor);
        Copy(padded, rest, rest.Length);
    }

    private static void Copy(in Segment from, in Segment to, int length)
    {
        Copy(from.Parameter, to.Parameter, length);
        Copy(from.First, to.First, length);
        Copy(from.Second, to.Second, length);
        Copy(from.Third, to.Third, length);
        if (to.Length == V.Width)
            Copy(from.Gradient, to.Gradient, length);
    }

    private static void Copy(float* from, float* to, int length)
    {
        if (from is not null && to is not null)
            new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
    }
}
