using System.Linq.Expressions;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A field or property of a user's class, as a column sees it.</summary>
internal sealed class UserMember
{
    private UserMember(MemberInfo info)
    {
        Info = info;
        Type = info is FieldInfo field ? field.FieldType : ((PropertyInfo)info).PropertyType;
        (ItemType, IsVector) = Mapped(Type);
    }

    public MemberInfo Info { get; }

    public string Name => Info.Name;

    public string ColumnName => Info.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? Name;

    public Type Type { get; }

    /// <summary>The raw type of the column, or of its items.</summary>
    public Type ItemType { get; }

    public bool IsVector { get; }

    /// <summary>The public members that can be read or written; those that are to be no columns are left out.</summary>
    public static IEnumerable<UserMember> AllOf(Type userType, SchemaDefinition.Direction direction)
    {
        var fields = userType.GetFields(BindingFlags.Public | BindingFlags.Instance);
        var properties = userType.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property =>
            property.GetIndexParameters().Length == 0
            && (direction.HasFlag(SchemaDefinition.Direction.Read) && property.GetGetMethod() is not null
                || direction.HasFlag(SchemaDefinition.Direction.Write) && property.GetSetMethod() is not null));
        return fields.Concat<MemberInfo>(properties).Select(info => new UserMember(info))
            .Where(member => member.Type != typeof(IChannel) && member.Info.GetCustomAttribute<NoColumnAttribute>() is null);
    }

    public static UserMember? OrNull(Type userType, string name) =>
        (MemberInfo?)userType.GetField(name) is { } field ? new UserMember(field) : userType.GetProperty(name) is { } property ? new UserMember(property) : null;

    /// <summary>Arrays and VBuffers are vectors of their items; a string is text.</summary>
    public static (Type ItemType, bool IsVector) Mapped(Type type)
    {
        var isBuffer = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);
        var item = type.IsArray ? type.GetElementType()! : isBuffer ? type.GetGenericArguments()[0] : type;
        return (item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item, type.IsArray || isBuffer);
    }

    /// <summary>The column type that was registered for the member's type and attribute; null where there is none.</summary>
    public DataViewType? RegisteredType => DataViewTypeManager.Find(ItemType, Info.GetCustomAttribute<DataViewTypeAttribute>());

    /// <summary>The type of the column, or of its items, by nothing but the member's own type.</summary>
    public DataViewType PlainType() =>
        RegisteredType ?? ColumnTypes.PrimitiveOrNull(ItemType)
        ?? throw Contracts.ExceptParam(null, "rawType", $"Could not determine an IDataView type and registered custom types for member {Name}");

    /// <summary>The column type by the member's attributes.</summary>
    public DataViewType ColumnType(string parameter)
    {
        Info.GetCustomAttribute<DataViewTypeAttribute>()?.Register();
        if (PlainType() is not PrimitiveDataViewType item)
            return PlainType();
        if (Info.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            if (!KeyDataViewType.IsValidDataType(ItemType))
                throw Contracts.ExceptParam(null, parameter, $"Member {Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type");
            item = new KeyDataViewType(ItemType, key.KeyCount.Count.GetValueOrDefault());
        }

        var vector = Info.GetCustomAttribute<VectorTypeAttribute>();
        if (vector is not null && !IsVector)
            throw Contracts.ExceptParam(null, parameter, $"Member {Name} marked with VectorTypeAttribute, but does not appear to be a vector type");
        if (!IsVector)
            return item;
        return vector?.Dimensions is { Length: > 0 } dimensions ? new VectorDataViewType(item, dimensions) : new VectorDataViewType(item, 0);
    }

    public Func<TRow, TValue> Reader<TRow, TValue>()
    {
        var row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, Info), row).Compile();
    }

    public Action<TRow, TValue> Writer<TRow, TValue>()
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Expression.Parameter(typeof(TValue));
        return Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(Expression.MakeMemberAccess(row, Info), value), row, value).Compile();
    }
}
