namespace NonNegML.Samples.UpdateRules;

/// <summary>The mean loss of each piece of a training, all about as long.</summary>
/// <param name="points">The pieces; at most one a step.</param>
/// <param name="steps">The steps of the whole training.</param>
internal sealed class LearningCurve(int points, int steps)
{
    private readonly int _pieces = Math.Min(points, steps);
    private readonly List<double> _points = [];
    private double _sum;
    private int _count;
    private int _step;

    /// <summary>The finished pieces.</summary>
    public IReadOnlyList<double> Points => _points;

    /// <summary>Adds the loss of the next step.</summary>
    public void Add(double loss)
    {
        _sum += loss;
        _count++;
        _step++;
        if (_step < End(_points.Count))
            return;
        _points.Add(_sum / _count);
        (_sum, _count) = (0, 0);
    }

    // The steps up to and with a piece.
    private long End(int piece) => (piece + 1L) * steps / _pieces;
}
