using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which .NET types columns are made of, and questions about column types.</summary>
internal static class ColumnTypes
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> Primitives = new PrimitiveDataViewType[]
    {
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16, NumberDataViewType.Int32,
        NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64, NumberDataViewType.Single, NumberDataViewType.Double,
        TextDataViewType.Instance, BooleanDataViewType.Instance, TimeSpanDataViewType.Instance, DateTimeDataViewType.Instance,
        DateTimeOffsetDataViewType.Instance, RowIdDataViewType.Instance,
    }.ToDictionary(type => type.RawType);

    public static PrimitiveDataViewType? PrimitiveOrNull(Type rawType) =>
        Primitives.GetValueOrDefault(rawType == typeof(string) ? typeof(ReadOnlyMemory<char>) : rawType);

    public static PrimitiveDataViewType PrimitiveOf(Type rawType) =>
        PrimitiveOrNull(rawType) ?? throw Contracts.ExceptNotSupported(null, $"Type '{rawType}' is not a column type.");

    public static DataViewType ItemOf(this DataViewType type) => type is VectorDataViewType vector ? vector.ItemType : type;

    public static ulong KeyCountOf(this DataViewType type) => type.ItemOf() is KeyDataViewType key ? key.Count : 0;

    /// <summary>The count of a key type as an array length; 0 where the type is no key or the count is too large.</summary>
    public static int KeyCountAsInt(this DataViewType type) => type.KeyCountOf() is var count && count <= int.MaxValue ? (int)count : 0;
}
