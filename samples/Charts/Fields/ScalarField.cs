namespace NonNegML.Samples.Charts;

/// <summary>Values on a grid of equal steps.</summary>
public sealed class ScalarField
{
    private readonly double[] _values;

    /// <summary>A field from its values.</summary>
    /// <param name="left">x of the first column.</param>
    /// <param name="right">x of the last column, greater.</param>
    /// <param name="bottom">y of the first row.</param>
    /// <param name="top">y of the last row, greater.</param>
    /// <param name="columns">The number of columns, at least 2.</param>
    /// <param name="values">Row after row, upwards; a whole number of rows, at least 2. Any value may be missing (not a number) or infinite.</param>
    /// <exception cref="ArgumentException">The ends or the numbers do not fit.</exception>
    public ScalarField(double left, double right, double bottom, double top, int columns, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        if (values.Count % columns != 0 || values.Count < 2 * columns)
            throw new ArgumentException($"{values.Count} values are no two or more rows of {columns} columns.", nameof(values));
        if (!(left < right && bottom < top && double.IsFinite(right - left) && double.IsFinite(top - bottom)))
            throw new ArgumentException(FormattableString.Invariant($"The field spans [{left}, {right}] x [{bottom}, {top}]; it must be finite and not empty."), nameof(left));
        (Left, Right, Bottom, Top, Columns) = (left, right, bottom, top, columns);
        _values = [.. values];
    }

    /// <summary>x of the first column.</summary>
    public double Left { get; }

    /// <summary>x of the last column.</summary>
    public double Right { get; }

    /// <summary>y of the first row.</summary>
    public double Bottom { get; }

    /// <summary>y of the last row.</summary>
    public double Top { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => _values.Length / Columns;

    /// <summary>The value in a column (from the left) and a row (from below).</summary>
    public double this[int column, int row] => _values[row * Columns + column];

    /// <summary>All values, row after row, upwards.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>A function's values on a grid.</summary>
    public static ScalarField Sample(double left, double right, double bottom, double top, int columns, int rows, Func<double, double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        var values = new double[columns * rows];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                values[row * columns + column] = function(left + (right - left) * column / (columns - 1), bottom + (top - bottom) * row / (rows - 1));
        return new ScalarField(left, right, bottom, top, columns, values);
    }
}
