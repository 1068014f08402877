using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Support;

/// <summary>Reading of data views in tests.</summary>
internal static class Views
{
    public static T[] Values<T>(this IDataView view, string column)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        var getter = cursor.GetGetter<T>(view.Schema[column]);
        var values = new List<T>();
        while (cursor.MoveNext())
        {
            T value = default!;
            getter(ref value);
            values.Add(value);
        }

        return [.. values];
    }

    public static string[] Texts(this IDataView view, string column) => [.. view.Values<ReadOnlyMemory<char>>(column).Select(text => text.ToString())];

    public static float[][] Vectors(this IDataView view, string column) => [.. view.Values<VBuffer<float>>(column).Select(vector => vector.DenseValues().ToArray())];

    public static T[] KeyValues<T>(this DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.GetKeyValues(ref values);
        return [.. values.DenseValues()];
    }

    public static string[] TextKeyValues(this DataViewSchema.Column column) => [.. column.KeyValues<ReadOnlyMemory<char>>().Select(text => text.ToString())];

    public static string[] SlotNames(this DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(text => text.ToString())];
    }
}
