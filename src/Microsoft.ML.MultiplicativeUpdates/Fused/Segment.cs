using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>The memory of one parameter, its gradient and its moments (null where the direction keeps fewer).</summary>
internal unsafe struct Segment
{
    public float* Parameter;
    public float* Gradient;
    public float* First;
    public float* Second;
    public float* Third;
    public int Length;

    /// <summary>A piece of it.</summary>
    public readonly Segment Slice(int offset, int length) => new()
    {
        Parameter = Parameter + offset,
        Gradient = Gradient + offset,
        First = First is null ? null : First + offset,
        Second = Second is null ? null : Second + offset,
        Third = Third is null ? null : Third + offset,
        Length = length,
    };

    /// <summary>Has its beginning fetched: the processor itself fetches ahead only once it sees a row of reads.</summary>
    public readonly void Prefetch()
    {
        Prefetch(Parameter);
        Prefetch(Gradient);
        Prefetch(First);
        Prefetch(Second);
        Prefetch(Third);
    }

    /// <summary>Has the beginning of its gradient fetched.</summary>
    public readonly void PrefetchGradient() => Prefetch(Gradient);

    private static void Prefetch(float* start)
    {
        // Of four lines of the cache. An address that nothing lies at does no harm.
        if (!Sse.IsSupported || start is null)
            return;
        Sse.Prefetch0(start);
        Sse.Prefetch0(start + 16);
        Sse.Prefetch0(start + 32);
        Sse.Prefetch0(start + 48);
    }

    /// <summary>Copies parameter and moments, not the gradient, to memory that is at least as long.</summary>
    public readonly void CopyTo(in Segment target)
    {
        Copy(Parameter, target.Parameter);
        Copy(First, target.First);
        Copy(Second, target.Second);
        Copy(Third, target.Third);
    }

    private readonly void Copy(float* from, float* to)
    {
        if (from is not null && to is not null)
            new ReadOnlySpan<float>(from, Length).CopyTo(new Span<float>(to, Length));
    }
}
