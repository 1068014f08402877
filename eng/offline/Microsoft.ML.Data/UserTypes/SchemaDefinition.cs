using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The columns of a user's class: made from its members and their attributes, and then open to changes.</summary>
public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public Column this[string columnName]
    {
        get => Find(column => column.ColumnName == columnName)!;
        set
        {
            Contracts.CheckValue(null, value, nameof(value));
            if (value.ColumnName != columnName)
                throw Contracts.ExceptParam(null, nameof(columnName),
                    $"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'.");
            var index = FindIndex(column => column.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Contracts.CheckValue(null, userType, nameof(userType));
        var definition = new SchemaDefinition();
        var names = new HashSet<string>();
        foreach (var member in UserMember.AllOf(userType, direction))
        {
            var name = member.ColumnName;
            if (!names.Add(name))
                throw Contracts.ExceptParam(null, nameof(userType), $"Duplicate column name '{name}' detected, this is disallowed");
            definition.Add(new Column(member.Name, member.ColumnType(nameof(userType)), name));
        }

        return definition;
    }

    public sealed class Column
    {
        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnName = columnName;
            ColumnType = columnType;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (var annotation in AnnotationValues)
                    builder.Add(annotation.Kind, annotation.Type, annotation.Getter);
                return builder.ToAnnotations();
            }
        }

        internal List<AnnotationValue> AnnotationValues { get; } = [];

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Contracts.CheckValue(null, kind, nameof(kind));
            Contracts.CheckValue(null, annotationType, nameof(annotationType));
            Contracts.Check(null, AnnotationValues.TrueForAll(known => known.Kind != kind), "Column already contains an annotation of this kind.");
            AnnotationValues.Add(AnnotationValue.Of(kind, value, annotationType));
        }

        internal void CopyAnnotations(DataViewSchema.Annotations annotations)
        {
            foreach (var column in annotations.Schema)
                AnnotationValues.Add(new AnnotationValue(column.Name, column.Type, annotations.GetterAt(column.Index)));
        }
    }
}
