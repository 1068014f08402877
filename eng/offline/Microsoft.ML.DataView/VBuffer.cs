using System.Collections;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>A vector, dense or sparse, whose arrays are reused from row to row; edited through <see cref="VBufferEditor"/>.</summary>
public readonly struct VBuffer<T> : IEnumerable
{
    private readonly T[]? _values;
    private readonly int[]? _indices;
    private readonly int _count;

    public readonly int Length;

    public VBuffer(int length, T[]? values, int[]? indices = null)
    {
        Arguments.Check(length >= 0, nameof(length));
        Arguments.Check((values?.Length ?? 0) >= length, nameof(values));
        Length = length;
        _count = length;
        _values = values;
        _indices = indices;
    }

    public VBuffer(int length, int count, T[]? values, int[]? indices)
    {
        Arguments.Check(length >= 0, nameof(length));
        Arguments.Check(count >= 0 && count <= length, nameof(count));
        Arguments.Check((values?.Length ?? 0) >= count, nameof(values));
        Arguments.Check(count == length || (indices?.Length ?? 0) >= count, nameof(indices));
        Length = length;
        _count = count;
        _values = values;
        _indices = indices;
    }

    public bool IsDense => _count == Length;

    public ReadOnlySpan<T> GetValues() => _values.AsSpan(0, _count);

    public ReadOnlySpan<int> GetIndices() => IsDense ? default : _indices.AsSpan(0, _count);

    public void CopyToDense(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length);
        CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination)
    {
        var editor = VBufferEditor.Create(ref destination, Length, _count);
        GetValues().CopyTo(editor.Values);
        GetIndices().CopyTo(editor.Indices);
        destination = editor.Commit();
    }

    public void CopyTo(ref VBuffer<T> destination, int sourceIndex, int length)
    {
        Arguments.Check(sourceIndex >= 0 && sourceIndex <= Length, nameof(sourceIndex));
        Arguments.Check(length >= 0 && sourceIndex <= Length - length, nameof(length));
        var indices = GetIndices();
        var first = IsDense ? sourceIndex : Find(indices, sourceIndex);
        var last = IsDense ? sourceIndex + length : Find(indices, sourceIndex + length);
        var editor = VBufferEditor.Create(ref destination, length, last - first);
        GetValues()[first..last].CopyTo(editor.Values);
        for (var i = 0; i < editor.Indices.Length; i++)
            editor.Indices[i] = indices[first + i] - sourceIndex;
        destination = editor.Commit();
    }

    public void CopyTo(Span<T> destination) => CopyTo(destination, 0);

    public void CopyTo(Span<T> destination, int destinationIndex, T defaultValue = default!)
    {
        Arguments.Check(destinationIndex >= 0 && destinationIndex <= destination.Length - Length, nameof(destination), "Not large enough to hold these values.");
        var target = destination.Slice(destinationIndex, Length);
        if (IsDense)
        {
            GetValues().CopyTo(target);
            return;
        }

        // As in the real one, the default is written only where there is at least one explicit value.
        target.Fill(_count == 0 ? default! : defaultValue);
        for (var i = 0; i < _count; i++)
            target[_indices![i]] = _values![i];
    }

    public static void Copy(T[] source, int sourceIndex, ref VBuffer<T> destination, int length)
    {
        var size = source?.Length ?? 0;
        Arguments.Check(length >= 0 && length <= size, nameof(length));
        Arguments.Check(sourceIndex >= 0 && sourceIndex <= size - length, nameof(sourceIndex));
        var editor = VBufferEditor.Create(ref destination, length, length);
        source.AsSpan(sourceIndex, length).CopyTo(editor.Values);
        destination = editor.Commit();
    }

    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false) =>
        all || IsDense ? All(_values, _indices, _count, Length).Select((value, i) => KeyValuePair.Create(i, value)) : Explicit(_values, _indices, _count);

    public IEnumerable<T> DenseValues() => All(_values, _indices, _count, Length);

    public void GetItemOrDefault(int index, ref T destination) => destination = GetItemOrDefault(index);

    public T GetItemOrDefault(int index)
    {
        Arguments.Check(index >= 0 && index < Length, nameof(index));
        if (IsDense)
            return _values![index];
        var at = GetIndices().BinarySearch(index);
        return at >= 0 ? _values![at] : default!;
    }

    /// <summary>The elements of the underlying array, which may be longer than the vector.</summary>
    public IEnumerator GetEnumerator() => _values!.GetEnumerator();

    public override string ToString() =>
        IsDense ? $"Dense vector of size {Length}" : $"Sparse vector of size {Length}, {_count} explicit values";

    internal VBufferEditor<T> Edit(int length, int? count, int? maxCapacity = null, bool keepOld = false, bool requireIndices = false)
    {
        Arguments.Check(length >= 0, "newLogicalLength", "Must be non-negative.");
        Arguments.Check(count is null or >= 0, "valuesCount", "If specified, must be non-negative.");
        Arguments.Check(count is null || count <= length, "valuesCount", "If specified, must be no greater than newLogicalLength");
        var explicitCount = count ?? length;
        var values = Grown(_values, explicitCount, maxCapacity, keepOld, out var newValues);
        var newIndices = false;
        var indices = explicitCount == length && !requireIndices ? _indices : Grown(_indices, explicitCount, maxCapacity, keepOld, out newIndices);
        return new VBufferEditor<T>(length, explicitCount, values, indices, requireIndices, newValues, newIndices);
    }

    internal VBufferEditor<T> Edit() => Edit(Length, _count);

    private static TItem[]? Grown<TItem>(TItem[]? array, int size, int? maxCapacity, bool keepOld, out bool grown)
    {
        var max = maxCapacity ?? Array.MaxLength;
        Arguments.Check(size <= max, "max", "min must not exceed max");
        var old = array?.Length ?? 0;
        grown = old < size;
        if (!grown)
            return array;
        var capacity = (int)Math.Max(size, Math.Min(old == 0 ? 4 : 2L * old, max));
        if (keepOld)
            Array.Resize(ref array, capacity);
        else
            array = new TItem[capacity];
        return array;
    }

    private static int Find(ReadOnlySpan<int> indices, int index)
    {
        var at = indices.BinarySearch(index);
        return at < 0 ? ~at : at;
    }

    private static IEnumerable<KeyValuePair<int, T>> Explicit(T[]? values, int[]? indices, int count)
    {
        for (var i = 0; i < count; i++)
            yield return KeyValuePair.Create(indices![i], values![i]);
    }

    private static IEnumerable<T> All(T[]? values, int[]? indices, int count, int length)
    {
        var next = 0;
        for (var i = 0; i < length; i++)
        {
            var isExplicit = count == length || next < count && indices![next] == i;
            yield return isExplicit ? values![next++] : default!;
        }
    }
}
