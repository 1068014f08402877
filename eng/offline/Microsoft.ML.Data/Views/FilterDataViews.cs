using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Base of the views that pass on some of the rows of their input.</summary>
internal abstract class FilterDataView(IDataView input) : IDataView
{
    public virtual bool CanShuffle => input.CanShuffle;

    public virtual DataViewSchema Schema => input.Schema;

    protected IDataView Input => input;

    public virtual long? GetRowCount() => null;

    public abstract DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}

/// <summary>Some rows from the front, after others left out. The order is that of the input: it cannot be shuffled.</summary>
internal sealed class SkipTakeDataView(IDataView input, long skip, long take) : FilterDataView(input)
{
    public override bool CanShuffle => false;

    public override long? GetRowCount() => take == 0 ? 0 : Input.GetRowCount() is { } count ? Math.Min(Math.Max(0, count - skip), take) : null;

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(Input.GetRowCursor(columnsNeeded), ColumnSet.Of(columnsNeeded, Schema), skip, take);

    private sealed class Cursor(DataViewRowCursor source, Func<int, bool> isActive, long skip, long take) : SelectingCursor(source, isActive)
    {
        protected override bool MoveToNext()
        {
            if (Position + 1 >= take)
                return false;
            for (; skip > 0; skip--)
                if (!Source.MoveNext())
                    return false;
            return Source.MoveNext();
        }
    }
}

/// <summary>The rows whose number lies in [lower, upper); with an infinite upper bound it is excluded as well.</summary>
internal sealed class RangeDataView : FilterDataView
{
    private readonly DataViewSchema.Column _column;
    private readonly double _lower;
    private readonly double _upper;

    public RangeDataView(IExceptionContext context, IDataView input, string column, double lower, double upper) : base(input)
    {
        _column = input.Schema[column];
        context.CheckParam(_column.Type == NumberDataViewType.Single || _column.Type == NumberDataViewType.Double, "Column",
            $"Column '{column}' does not have compatible type");
        _lower = lower;
        _upper = upper;
    }

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var isActive = ColumnSet.Of(columnsNeeded, Schema);
        var cursor = Input.GetRowCursor(Schema.Where(c => isActive(c.Index) || c.Index == _column.Index), rand);
        return new Cursor(cursor, isActive, Test(cursor));
    }

    private Func<bool> Test(DataViewRowCursor cursor)
    {
        if (_column.Type == NumberDataViewType.Double)
        {
            var getter = cursor.GetGetter<double>(_column);
            double value = 0;
            return () =>
            {
                getter(ref value);
                return _lower <= value && value < _upper;
            };
        }

        var singleGetter = cursor.GetGetter<float>(_column);
        float single = 0;
        return () =>
        {
            singleGetter(ref single);
            return _lower <= single && single < _upper;
        };
    }

    private sealed class Cursor(DataViewRowCursor source, Func<int, bool> isActive, Func<bool> accepts) : SelectingCursor(source, isActive)
    {
        protected override bool MoveToNext()
        {
            while (Source.MoveNext())
                if (accepts())
                    return true;
            return false;
        }
    }
}

/// <summary>
/// One part of a random split: each row draws a number in [0, 1) and belongs to the test part where that is below the fraction. The schema is an equal one, not
/// the same: the real split adds a column with the numbers and drops it again.
/// </summary>
internal sealed class SplitDataView : FilterDataView
{
    private readonly uint _seed;
    private readonly double _testFraction;
    private readonly bool _isTest;

    public SplitDataView(IDataView input, uint seed, double testFraction, bool isTest) : base(input)
    {
        _seed = seed;
        _testFraction = testFraction;
        _isTest = isTest;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input.Schema);
        Schema = builder.ToSchema();
    }

    public override bool CanShuffle => false;

    public override DataViewSchema Schema { get; }

    public override DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var isActive = ColumnSet.Of(columnsNeeded, Schema);
        return new Cursor(this, Input.GetRowCursor(Input.Schema.Where(c => isActive(c.Index))), isActive);
    }

    private sealed class Cursor(SplitDataView owner, DataViewRowCursor source, Func<int, bool> isActive) : SelectingCursor(source, isActive)
    {
        private readonly TauswortheHybrid _random = new(owner._seed);

        public override DataViewSchema Schema => owner.Schema;

        protected override bool MoveToNext()
        {
            while (Source.MoveNext())
                if (_random.NextUnit() < owner._testFraction == owner._isTest)
                    return true;
            return false;
        }
    }
}
