using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A column bound to a member of a user's class.</summary>
internal sealed record UserColumn(string Name, DataViewType Type, UserMember Member, DataViewSchema.Annotations Annotations)
{
    public static UserColumn[] Bind(Type userType, SchemaDefinition? definition, SchemaDefinition.Direction direction) =>
        [.. (definition ?? SchemaDefinition.Create(userType, direction)).Select(column => Bind(userType, column))];

    /// <summary>The definition of a class whose columns have the types and annotations of a schema.</summary>
    public static SchemaDefinition DefinitionBy(IExceptionContext context, Type userType, DataViewSchema schema)
    {
        var definition = SchemaDefinition.Create(userType, SchemaDefinition.Direction.Read);
        foreach (var column in schema)
        {
            var own = definition[column.Name] ?? throw context.Except($"Type should contain a member named {column.Name}");
            own.ColumnType = column.Type;
            own.CopyAnnotations(column.Annotations);
        }

        return definition;
    }

    public static DataViewSchema SchemaOf(IEnumerable<UserColumn> columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    private static UserColumn Bind(Type userType, SchemaDefinition.Column column)
    {
        const string Parameter = "userSchemaDefinition";
        var member = UserMember.OrNull(userType, column.MemberName)
            ?? throw Contracts.ExceptParam(null, Parameter, $"No field or property with name '{column.MemberName}' found in type '{userType.FullName}'");
        var item = member.PlainType();
        var name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        var type = column.ColumnType ?? (member.IsVector ? new VectorDataViewType((PrimitiveDataViewType)item) : item);
        if (member.IsVector != type is VectorDataViewType)
            throw Contracts.ExceptParam(null, Parameter, $"Column '{name}' is supposed to be {(type is VectorDataViewType ? "vector" : "scalar")}, "
                + $"but type of associated field '{column.MemberName}' is {(member.IsVector ? "vector" : "scalar")}");
        if (type.ItemOf().RawType != member.ItemType)
            throw Contracts.ExceptParam(null, Parameter, $"Column '{name}' is supposed to have item type {type.ItemOf().RawType}, but associated field has type {member.ItemType}");
        return new UserColumn(name, type, member, column.Annotations);
    }
}
