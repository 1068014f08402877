using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Fills objects of a user's class from rows of a schema.</summary>
internal sealed class TypedRows<TRow>
    where TRow : class, new()
{
    private readonly IHost _host;
    private readonly List<(UserColumn Column, DataViewSchema.Column Source)> _bound = [];

    public TypedRows(IHostEnvironment environment, DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition? definition)
    {
        _host = environment.Register("TypedCursorable");
        if (definition is null)
        {
            foreach (var member in UserMember.AllOf(typeof(TRow), SchemaDefinition.Direction.Write))
                CheckType(schema, member);
        }

        foreach (var column in UserColumn.Bind(typeof(TRow), definition, SchemaDefinition.Direction.Write))
        {
            if (schema.GetColumnOrNull(column.Name) is { } source)
            {
                var fits = column.Member.IsVector == source.Type is VectorDataViewType && source.Type.ItemOf().RawType == column.Member.ItemType;
                _host.Check(fits, $"Can't bind the IDataView column '{column.Name}' of type '{source.Type}' to field or property '{column.Member.Name}' "
                    + $"of type '{column.Member.Type.FullName}'.");
                _bound.Add((column, source));
            }
            else if (!ignoreMissingColumns)
            {
                throw _host.ExceptSchemaMismatch("Schema", "", column.Name);
            }
        }
    }

    public IEnumerable<TRow> Read(IDataView data, bool reuseRowObject)
    {
        using var cursor = data.GetRowCursor(_bound.Select(b => b.Source).DistinctBy(c => c.Index));
        var fill = Filler(cursor);
        TRow? row = null;
        while (cursor.MoveNext())
        {
            if (!reuseRowObject || row is null)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }

    public Action<TRow> Filler(DataViewRow input)
    {
        var setters = _bound.Select(b => Setter(input, b.Column.Member, b.Source)).ToArray();
        return row =>
        {
            foreach (var set in setters)
                set(row);
        };
    }

    private static void CheckType(DataViewSchema schema, UserMember member)
    {
        if (ColumnTypes.PrimitiveOrNull(member.ItemType) is null && member.RegisteredType is null
            && schema.GetColumnOrNull(member.ColumnName) is { } column && column.Type.RawType != member.ItemType)
            throw Contracts.ExceptParam(null, "actualType", $"The expected type '{column.Type.RawType}' does not match the type of the '{member.ColumnName}' member: "
                + $"'{member.ItemType}'. Please change the {member.ColumnName} member to '{column.Type.RawType}'");
    }

    private Action<TRow> Setter(DataViewRow input, UserMember member, DataViewSchema.Column source)
    {
        if (source.Type is not (VectorDataViewType or PrimitiveDataViewType) && !DataViewTypeManager.Knows(source.Type))
            throw _host.Process(new NotImplementedException($"Type '{member.Type.FullName}' is not yet supported."));
        if (member.Type == typeof(string))
            return Converted(input, source, member.Writer<TRow, string>());
        if (member.Type == typeof(string[]))
            return Texts(input, source, member.Writer<TRow, string[]>());
        Delegate method = member.Type.IsArray ? Array<int> : member.IsVector ? Buffer<int> : Plain<int>;
        return (Action<TRow>)Arguments.Generic(method, member.ItemType, input, source, member)!;
    }

    private static Action<TRow> Converted(DataViewRow input, DataViewSchema.Column source, Action<TRow, string> write)
    {
        var getter = input.GetGetter<ReadOnlyMemory<char>>(source);
        ReadOnlyMemory<char> value = default;
        return row =>
        {
            getter(ref value);
            write(row, value.ToString());
        };
    }

    private static Action<TRow> Texts(DataViewRow input, DataViewSchema.Column source, Action<TRow, string[]> write)
    {
        var getter = input.GetGetter<VBuffer<ReadOnlyMemory<char>>>(source);
        VBuffer<ReadOnlyMemory<char>> value = default;
        return row =>
        {
            getter(ref value);
            write(row, [.. value.DenseValues().Select(text => text.ToString())]);
        };
    }

    // The array that the object already has is used again where its length is right.
    private static Action<TRow> Array<T>(DataViewRow input, DataViewSchema.Column source, UserMember member)
    {
        var getter = input.GetGetter<VBuffer<T>>(source);
        var read = member.Reader<TRow, T[]?>();
        var write = member.Writer<TRow, T[]>();
        VBuffer<T> value = default;
        return row =>
        {
            getter(ref value);
            var array = read(row);
            if (array?.Length != value.Length || !value.IsDense)
                array = new T[value.Length];
            value.CopyTo(array);
            write(row, array);
        };
    }

    private static Action<TRow> Buffer<T>(DataViewRow input, DataViewSchema.Column source, UserMember member)
    {
        var getter = input.GetGetter<VBuffer<T>>(source);
        var read = member.Reader<TRow, VBuffer<T>>();
        var write = member.Writer<TRow, VBuffer<T>>();
        return row =>
        {
            var value = read(row);
            getter(ref value);
            write(row, value);
        };
    }

    private static Action<TRow> Plain<T>(DataViewRow input, DataViewSchema.Column source, UserMember member)
    {
        var getter = input.GetGetter<T>(source);
        var write = member.Writer<TRow, T>();
        return row =>
        {
            T value = default!;
            getter(ref value);
            write(row, value);
        };
    }
}
