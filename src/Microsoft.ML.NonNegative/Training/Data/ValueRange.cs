using System.Runtime.InteropServices;

namespace Microsoft.ML.NonNegative;

/// <summary>The least and the greatest of all values.</summary>
internal sealed class ValueRange
{
    private float _least = float.PositiveInfinity;
    private float _greatest = float.NegativeInfinity;

    /// <summary>The range. One value throughout leaves nothing to scale; any interval around it will do.</summary>
    public SignalRange Found => _least < _greatest ? new SignalRange(_least, _greatest) : new SignalRange(_least, _least + Math.Max(1, Math.Abs((double)_least)));

    /// <summary>Adds values of single precision.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        foreach (var value in MemoryMarshal.Cast<byte, float>(row))
        {
            _least = Math.Min(_least, value);
            _greatest = Math.Max(_greatest, value);
        }
    }
}
