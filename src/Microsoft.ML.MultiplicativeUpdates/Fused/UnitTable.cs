namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>Segments of any length cut and bundled into pieces of about the same work, each small enough for a core's cache.</summary>
internal sealed class UnitTable
{
    private const int UnitLength = 16384;

    private readonly List<Unit> _units = [];
    private int[] _lengths = [];
    private int _segments;

    /// <summary>How many pieces.</summary>
    public int Count => _units.Count;

    /// <summary>All elements.</summary>
    public long Elements { get; private set; }

    /// <summary>A piece: some whole segments, or a part of one.</summary>
    public Unit this[int index] => _units[index];

    /// <summary>Cuts anew where the lengths are not those of the last time.</summary>
    public void Cut(ReadOnlySpan<Segment> segments)
    {
        if (Fits(segments))
            return;
        if (_lengths.Length < segments.Length)
            _lengths = new int[segments.Length];
        _segments = segments.Length;
        _units.Clear();
        Elements = 0;
        var (first, bundled) = (0, 0);
        for (var i = 0; i < segments.Length; i++)
        {
            var length = _lengths[i] = segments[i].Length;
            Elements += length;
            if (bundled + length > UnitLength && i > first)
            {
                _units.Add(new Unit(first, i - first, 0, 0));
                (first, bundled) = (i, 0);
            }
            if (length > UnitLength)
            {
                for (var offset = 0; offset < length; offset += UnitLength)
                    _units.Add(new Unit(i, 1, offset, Math.Min(UnitLength, length - offset)));
                first = i + 1;
            }
            else
            {
                bundled += length;
            }
        }
        if (first < segments.Length)
            _units.Add(new Unit(first, segments.Length - first, 0, 0));
    }

    private bool Fits(ReadOnlySpan<Segment> segments)
    {
        if (segments.Length != _segments)
            return false;
        for (var i = 0; i < segments.Length; i++)
            if (segments[i].Length != _lengths[i])
                return false;
        return true;
    }

    /// <summary>A piece of the work.</summary>
    /// <param name="First">The first segment.</param>
    /// <param name="Segments">How many segments.</param>
    /// <param name="Offset">Where a part of one segment begins.</param>
    /// <param name="Length">How long that part is; 0: whole segments.</param>
    public readonly record struct Unit(int First, int Segments, int Offset, int Length);
}
