using System.Collections.Concurrent;

namespace Microsoft.ML.NonNegative;

/// <summary>Large buffers of about one length that are used again and again, by any thread.</summary>
internal sealed class BufferPool
{
    private readonly ConcurrentBag<float[]> _free = [];

    /// <summary>A buffer of at least this length; what is in it is anything.</summary>
    public float[] Rent(int length)
    {
        // One that is too short is left to the garbage collector: lengths grow with the batch size only.
        while (_free.TryTake(out var buffer))
            if (buffer.Length >= length)
                return buffer;
        return GC.AllocateUninitializedArray<float>(length);
    }

    /// <summary>Gives a buffer back.</summary>
    public void Return(float[] buffer) => _free.Add(buffer);
}
