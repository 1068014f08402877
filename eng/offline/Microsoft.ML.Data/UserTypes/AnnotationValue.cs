using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>An annotation that a user gives as a plain value: text as string, vectors as arrays or VBuffers.</summary>
internal sealed record AnnotationValue(string Kind, DataViewType Type, Delegate Getter)
{
    public static AnnotationValue Of<T>(string kind, T value, DataViewType type)
    {
        var (item, isVector) = UserMember.Mapped(typeof(T));
        if (ColumnTypes.PrimitiveOrNull(item) is null)
            throw Contracts.ExceptParam(null, "rawType", "Could not determine an IDataView type and registered custom types for member annotation value");
        Contracts.Check(null, isVector == type is VectorDataViewType,
            $"Value inputted is supposed to be {(isVector ? "vector" : "scalar")}, but type of Annotationinfo is {(type is VectorDataViewType ? "vector" : "scalar")}");
        Contracts.Check(null, item == type.ItemOf().RawType,
            $"Value inputted is supposed to have Type {item}, but type of Annotationinfo has {type.ItemOf().RawType}");
        return new AnnotationValue(kind, type, GetterOf(value, item));
    }

    private static Delegate GetterOf<T>(T value, Type item) => value switch
    {
        string text => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> result) => result = text.AsMemory()),
        string[] texts => ArrayGetter(Array.ConvertAll(texts, text => text.AsMemory())),
        Array array => (Delegate)Arguments.Generic(ArrayGetter<int>, item, array)!,
        _ when typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>) => (Delegate)Arguments.Generic(BufferGetter<int>, item, value)!,
        _ => (ValueGetter<T>)((ref T result) => result = value),
    };

    private static ValueGetter<VBuffer<T>> ArrayGetter<T>(T[] values) => BufferGetter(new VBuffer<T>(values.Length, values));

    private static ValueGetter<VBuffer<T>> BufferGetter<T>(VBuffer<T> values) => (ref VBuffer<T> result) => values.CopyTo(ref result);
}
