using System.Globalization;
using System.Reflection;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Objects of a user's class as rows; <see cref="Current"/> is the object of the row.</summary>
internal sealed class UserRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly IHost _host;
    private readonly Delegate?[] _getters;
    private long _position = -1;

    public UserRow(IHost host, DataViewSchema schema, UserColumn[] columns, Func<int, bool> isActive)
    {
        _host = host;
        Schema = schema;
        _getters = [.. columns.Select((column, i) => isActive(i) ? Getter(column) : null)];
    }

    public TRow? Current { get; private set; }

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema { get; }

    public void MoveTo(TRow row)
    {
        _host.CheckValue(row, nameof(row));
        Current = row;
        _position++;
    }

    public void MoveToEnd()
    {
        Current = null;
        _position = -1;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        _host.Check(Position >= 0, RowErrors.NotPositioned);
        value = new DataViewRowId((ulong)Position, 0);
    };

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        _host.Check(column.Index < _getters.Length, $"Column index must be between 0 and {_getters.Length}");
        return _getters[column.Index] is not null;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _host.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
        var getter = _getters[column.Index]!;
        return getter as ValueGetter<TValue> ?? throw _host.Except(
            $"Invalid TValue in GetGetter for column #{column}: '{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments()[0]}'.");
    }

    private Delegate Getter(UserColumn column)
    {
        var member = column.Member;
        if (member.Type == typeof(string))
            return Text(member.Reader<TRow, string?>());
        if (member.Type == typeof(string[]))
            return Texts(member.Reader<TRow, string?[]?>());
        if (member.Type.IsArray)
            return (Delegate)Arguments.Generic(Array<int>, member.ItemType, member)!;
        if (member.IsVector)
            return (Delegate)Arguments.Generic(Buffer<int>, member.ItemType, member)!;
        if (column.Type is not PrimitiveDataViewType && !DataViewTypeManager.Knows(column.Type))
            throw _host.ExceptNotSupported($"Type '{member.Type.FullName}' is not yet supported.");
        return column.Type is KeyDataViewType key
            ? (Delegate)Arguments.Generic(Key<uint>, member.ItemType, member, key)!
            : (Delegate)Arguments.Generic(Plain<int>, member.ItemType, member)!;
    }

    private ValueGetter<ReadOnlyMemory<char>> Text(Func<TRow, string?> read) =>
        (ref ReadOnlyMemory<char> value) => value = read(Current!).AsMemory();

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts(Func<TRow, string?[]?> read) => (ref VBuffer<ReadOnlyMemory<char>> value) =>
    {
        var texts = read(Current!) ?? [];
        var editor = VBufferEditor.Create(ref value, texts.Length);
        for (var i = 0; i < texts.Length; i++)
            editor.Values[i] = texts[i].AsMemory();
        value = editor.Commit();
    };

    private ValueGetter<VBuffer<T>> Array<T>(UserMember member)
    {
        var read = member.Reader<TRow, T[]?>();
        return (ref VBuffer<T> value) =>
        {
            var items = read(Current!).AsSpan();
            var editor = VBufferEditor.Create(ref value, items.Length);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    private ValueGetter<VBuffer<T>> Buffer<T>(UserMember member)
    {
        var read = member.Reader<TRow, VBuffer<T>>();
        return (ref VBuffer<T> value) => read(Current!).CopyTo(ref value);
    }

    private ValueGetter<T> Plain<T>(UserMember member)
    {
        var read = member.Reader<TRow, T>();
        return (ref T value) => value = read(Current!);
    }

    // A key of a user's object counts from 0, a key of a column from 1; what is no key is missing. (Vectors of keys are passed as they are.)
    private ValueGetter<T> Key<T>(UserMember member, KeyDataViewType type)
    {
        if (typeof(T) == typeof(ushort))
            throw new TargetInvocationException(_host.Except("Members that are keys can be ulong, uint and byte.")); // wrapped, as in the real one
        var read = member.Reader<TRow, T>();
        return (ref T value) =>
        {
            var raw = Convert.ToUInt64(read(Current!), CultureInfo.InvariantCulture);
            value = (T)Convert.ChangeType(raw < type.Count ? raw + 1 : 0, typeof(T), CultureInfo.InvariantCulture);
        };
    }
}

internal static class RowErrors
{
    public const string NotPositioned = "Values cannot be fetched at this time. This method was called either before the first call to MoveNext, "
        + "or at any point after that method returned false.";
}
