using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Values of one column, kept by number of row.</summary>
internal abstract class ColumnBuffer
{
    public static ColumnBuffer Create(DataViewSchema.Column column) => column.Type is VectorDataViewType vector
        ? (ColumnBuffer)Arguments.Generic(Vectors<int>, vector.ItemType.RawType)!
        : (ColumnBuffer)Arguments.Generic(Plain<int>, column.Type.RawType)!;

    public static ColumnBuffer<DataViewRowId> Ids() => new((in DataViewRowId source, ref DataViewRowId target) => target = source);

    /// <summary>Something that takes the value of a row of <paramref name="source"/> into the place of a number.</summary>
    public abstract Action<int> Filler(DataViewRow source, DataViewSchema.Column column);

    public abstract Delegate Getter(Func<int> row);

    private static ColumnBuffer Plain<T>() => new ColumnBuffer<T>((in T source, ref T target) => target = source);

    private static ColumnBuffer Vectors<T>() => new ColumnBuffer<VBuffer<T>>((in VBuffer<T> source, ref VBuffer<T> target) => source.CopyTo(ref target));
}

internal sealed class ColumnBuffer<T>(ColumnBuffer<T>.Copy copy) : ColumnBuffer
{
    private T[] _values = [];

    public delegate void Copy(in T source, ref T target);

    public override Action<int> Filler(DataViewRow source, DataViewSchema.Column column) => Filler(source.GetGetter<T>(column));

    public Action<int> Filler(ValueGetter<T> getter)
    {
        T value = default!;
        return row =>
        {
            getter(ref value);
            if (row >= _values.Length)
                Array.Resize(ref _values, Math.Max(row + 1, 2 * _values.Length));
            copy(value, ref _values[row]);
        };
    }

    public override Delegate Getter(Func<int> row) => TypedGetter(row);

    public ValueGetter<T> TypedGetter(Func<int> row) => (ref T value) => copy(_values[row()], ref value);
}

/// <summary>A cursor over kept values. Columns that are not active have no buffer.</summary>
/// <param name="schema">The schema of the rows.</param>
/// <param name="columns">The buffers, by column.</param>
/// <param name="isActive">Which columns were asked for.</param>
/// <param name="count">How many rows there are; asked at the first move.</param>
/// <param name="ids">The identities of the rows.</param>
internal class BufferCursor(DataViewSchema schema, ColumnBuffer?[] columns, Func<int, bool> isActive, Func<int> count, ColumnBuffer<DataViewRowId>? ids)
    : DataViewRowCursor
{
    private int? _count;
    private int _position = -1;

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => schema;

    /// <summary>The number of the kept row at a position.</summary>
    protected virtual int RowAt(int position) => position;

    public override bool MoveNext()
    {
        _count ??= count();
        if (_position + 1 >= _count)
        {
            _count = 0;
            _position = -1;
            return false;
        }

        _position++;
        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => isActive(column.Index);

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        ids?.TypedGetter(Row) ?? ((ref DataViewRowId id) => id = new DataViewRowId((ulong)Row(), 0));

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Contracts.Check(null, IsColumnActive(column));
        if (column.Index >= columns.Length)
            return (ref TValue _) => Row();
        var getter = columns[column.Index]!.Getter(Row);
        return getter as ValueGetter<TValue> ?? throw Contracts.Except(null,
            $"Invalid TValue in GetGetter: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    private int Row()
    {
        Contracts.Check(null, _position >= 0, RowErrors.NotPositioned);
        return RowAt(_position);
    }
}
