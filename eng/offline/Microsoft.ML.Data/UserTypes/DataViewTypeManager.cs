using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Which column types members of other than the library's own types have: one for each .NET type and attribute, and the other way round.</summary>
public static class DataViewTypeManager
{
    private static readonly Lock Guard = new();
    private static readonly Dictionary<Key, DataViewType> Types = [];
    private static readonly Dictionary<DataViewType, Key> Keys = [];

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute? typeAttribute = null)
    {
        if (ColumnTypes.PrimitiveOrNull(type) is not null)
            throw Contracts.ExceptParam(null, nameof(type), $"Type {type} has been registered as ML.NET's default supported type, so it can't not be registered again.");
        var key = new Key(type, typeAttribute);
        lock (Guard)
        {
            if (Types.TryGetValue(key, out var known) && !known.Equals(dataViewType))
                throw Contracts.ExceptParam(null, nameof(type),
                    $"Repeated type register. The raw type {type} has been associated with {known} so it cannot be associated with {dataViewType}.");
            if (Keys.TryGetValue(dataViewType, out var owner) && !owner.Equals(key))
                throw Contracts.ExceptParam(null, nameof(dataViewType),
                    $"Repeated type register. The DataView type {dataViewType} has been associated with {owner.Type} so it cannot be associated with {type}.");
            Types[key] = dataViewType;
            Keys[dataViewType] = key;
        }
    }

    /// <summary>The column type registered for a .NET type with an attribute; null where there is none.</summary>
    internal static DataViewType? Find(Type type, DataViewTypeAttribute? attribute)
    {
        lock (Guard)
            return Types.GetValueOrDefault(new Key(type, attribute));
    }

    /// <summary>Whether members of users' classes can take the values of a column of this type, which is none of the library's own.</summary>
    internal static bool Knows(DataViewType type)
    {
        lock (Guard)
            return Keys.ContainsKey(type);
    }

    private readonly record struct Key(Type Type, DataViewTypeAttribute? Attribute);
}
