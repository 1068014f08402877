using System.Reflection;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>The values of one input column for the rows of a batch.</summary>
internal abstract class HeldColumn
{
    private static readonly MethodInfo CreateTyped = typeof(HeldColumn).GetMethod(nameof(CreateOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Copies the value of the input's current row.</summary>
    public abstract void Hold(int slot);

    /// <summary>A place for <paramref name="rows"/> values of a column.</summary>
    public static HeldColumn Create(DataViewRowCursor input, DataViewSchema.Column column, int rows) =>
        (HeldColumn)CreateTyped.MakeGenericMethod(column.Type.RawType).Invoke(null, [input, column, rows])!;

    private static HeldColumn<TValue> CreateOf<TValue>(DataViewRowCursor input, DataViewSchema.Column column, int rows) =>
        new(input.GetGetter<TValue>(column), rows, column.Type is VectorDataViewType vector ? CopierOf<TValue>(vector) : null);

    private static HeldColumn<TValue>.Copier CopierOf<TValue>(VectorDataViewType vector) =>
        typeof(HeldColumn).GetMethod(nameof(CopyVector), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(vector.ItemType.RawType).CreateDelegate<HeldColumn<TValue>.Copier>();

    private static void CopyVector<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);
}

/// <summary>The values of one input column for the rows of a batch.</summary>
internal sealed class HeldColumn<TValue>(ValueGetter<TValue> getter, int rows, HeldColumn<TValue>.Copier? copier) : HeldColumn
{
    private readonly TValue[] _values = new TValue[rows];

    /// <summary>Copies a vector, so that the receiver's buffer is its own.</summary>
    public delegate void Copier(in TValue source, ref TValue destination);

    public override void Hold(int slot) => getter(ref _values[slot]);

    public void Get(int slot, ref TValue value)
    {
        if (copier is null)
            value = _values[slot];
        else
            copier(_values[slot], ref value);
    }
}
