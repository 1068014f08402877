namespace Microsoft.ML.NonNegative;

/// <summary>How a number of examples is cut into steps: as large as asked for, or all in one where there are fewer. What is left at the end is a step of its own, or, where it is too few, part of the step before.</summary>
internal sealed class BatchPlan
{
    /// <param name="count">The examples; at least 0.</param>
    /// <param name="batchSize">At least 1.</param>
    /// <param name="minBatchSize">The fewest that can be a step of their own at the end; at least 1.</param>
    public BatchPlan(long count, int batchSize, int minBatchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minBatchSize, 1);
        Count = count;
        BatchSize = (int)Math.Min(batchSize, count);
        if (count == 0)
            return;
        var rest = count % BatchSize;
        Steps = checked((int)(count / BatchSize) + (rest > 0 && rest >= minBatchSize ? 1 : 0));
    }

    /// <summary>The examples.</summary>
    public long Count { get; }

    /// <summary>The size of all steps but the last.</summary>
    public int BatchSize { get; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>The size of the largest step.</summary>
    public int LargestSize => Steps == 0 ? 0 : Math.Max(BatchSize, SizeOf(Steps - 1));

    /// <summary>The examples before a step.</summary>
    /// <param name="step">From 0; the number of steps gives all examples.</param>
    public long StartOf(int step) => step == Steps ? Count : (long)step * BatchSize;

    /// <summary>The examples of a step.</summary>
    /// <param name="step">From 0.</param>
    public int SizeOf(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
        return (int)(StartOf(step + 1) - StartOf(step));
    }
}
