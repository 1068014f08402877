using System.Collections;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What can be said of a schema before there is data: names, vector kinds, item types, annotations; no sizes and no key counts.</summary>
public sealed class SchemaShape : IReadOnlyList<SchemaShape.Column>
{
    private static readonly SchemaShape Nothing = new([]);

    private readonly Column[] _columns;

    public SchemaShape(IEnumerable<Column> columns)
    {
        Contracts.CheckValue(null, columns, nameof(columns));
        _columns = [.. columns];
        Contracts.CheckParam(null, Array.TrueForAll(_columns, c => c.IsValid), nameof(columns), "Some items are not initialized properly.");
    }

    public int Count => _columns.Length;

    public Column this[int index] => _columns[index];

    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)_columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The shape of a schema; hidden columns are left out.</summary>
    internal static SchemaShape Create(DataViewSchema schema)
    {
        Contracts.CheckValue(null, schema, nameof(schema));
        return new SchemaShape(schema.Where(c => !c.IsHidden).Select(c =>
            ShapeOf(c, new SchemaShape(c.Annotations.Schema.Select(a => ShapeOf(a, null))))));
    }

    internal bool TryFindColumn(string name, out Column column)
    {
        column = Array.Find(_columns, c => c.Name == name);
        return column.IsValid;
    }

    private static Column ShapeOf(DataViewSchema.Column column, SchemaShape? annotations)
    {
        var vector = column.Type as VectorDataViewType;
        var kind = vector is null ? Column.VectorKind.Scalar : vector.IsKnownSize ? Column.VectorKind.Vector : Column.VectorKind.VariableVector;
        var item = vector?.ItemType ?? column.Type;
        return item is KeyDataViewType key
            ? new Column(column.Name, kind, ColumnTypes.PrimitiveOf(key.RawType), true, annotations)
            : new Column(column.Name, kind, item, false, annotations);
    }

    public struct Column
    {
        public enum VectorKind
        {
            Scalar,
            Vector,
            VariableVector,
        }

        public readonly string Name;
        public readonly VectorKind Kind;
        public readonly DataViewType ItemType;
        public readonly bool IsKey;
        public readonly SchemaShape Annotations;

        internal Column(string name, VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations = null)
        {
            Contracts.CheckNonEmpty(null, name, nameof(name));
            Contracts.CheckParam(null, itemType is not KeyDataViewType, nameof(itemType), "Item type cannot be a key");
            Contracts.CheckParam(null, itemType is not VectorDataViewType, nameof(itemType), "Item type cannot be a vector");
            Contracts.CheckParam(null, !isKey || KeyDataViewType.IsValidDataType(itemType.RawType), nameof(itemType), "The item type must be valid for a key");
            Name = name;
            Kind = vecKind;
            ItemType = itemType;
            IsKey = isKey;
            Annotations = annotations ?? Nothing;
        }

        internal readonly bool IsValid => Name is not null;

        internal readonly string TypeText
        {
            get
            {
                var item = IsKey ? $"Key<{ItemType}>" : $"{ItemType}";
                return Kind switch { VectorKind.Vector => $"Vector<{item}>", VectorKind.VariableVector => $"VarVector<{item}>", _ => item };
            }
        }
    }
}
