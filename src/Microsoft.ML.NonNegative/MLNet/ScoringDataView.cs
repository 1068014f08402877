using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Data with the model's columns added, scored in batches as rows are read.</summary>
internal sealed class ScoringDataView(IDataView input, ScoringRowMapper mapper) : IDataView
{
    // Batches follow the order of the rows, so they are not shuffled here; ShuffleRows on top works.
    public bool CanShuffle => false;

    public DataViewSchema Schema => mapper.OutputSchema;

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = columnsNeeded.ToList();
        var cursor = input.GetRowCursor(mapper.GetDependencies(columns));
        try
        {
            return new ScoringCursor(mapper, cursor, columns);
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];
}
