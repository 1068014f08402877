#nullable disable
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order in which its entries were added.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)> where TKey : notnull
{
    readonly List<(TKey, TValue)> _list = [];
    readonly Dictionary<TKey, TValue> _map = [];

    public int Count => _list.Count;

    public bool IsReadOnly => false;

    public ICollection<TKey> Keys => [.. keys()];

    public ICollection<TValue> Values => [.. values()];

    public TValue this[TKey key]
    {
        get => _map[key];
        set
        {
            if (_map.ContainsKey(key)) _list[IndexOf(key)] = (key, value);
            else _list.Add((key, value));
            _map[key] = value;
        }
    }

    public (TKey, TValue) this[int index]
    {
        get => _list[index];
        set
        {
            var (key, _) = _list[index];
            _map.Remove(key);
            _map.Add(value.Item1, value.Item2);
            _list[index] = value;
        }
    }

    public IEnumerable<TKey> keys() => _list.Select(e => e.Item1);

    public IEnumerable<TValue> values() => _list.Select(e => e.Item2);

    public IEnumerator<(TKey, TValue)> items() => _list.GetEnumerator();

    public void Add((TKey, TValue) item)
    {
        _map.Add(item.Item1, item.Item2);
        _list.Add(item);
    }

    public void Add(TKey key, TValue value) => Add((key, value));

    public void Add(KeyValuePair<TKey, TValue> item) => Add((item.Key, item.Value));

    public void Insert(int index, (TKey, TValue) item)
    {
        _map.Add(item.Item1, item.Item2);
        _list.Insert(index, item);
    }

    public void Clear()
    {
        _map.Clear();
        _list.Clear();
    }

    public void clear() => Clear();

    public bool Remove(TKey key)
    {
        if (!_map.Remove(key)) return false;
        _list.RemoveAt(IndexOf(key));
        return true;
    }

    public bool Remove((TKey, TValue) item) => Contains(item) && Remove(item.Item1);

    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    public void RemoveAt(int index)
    {
        _map.Remove(_list[index].Item1);
        _list.RemoveAt(index);
    }

    public bool ContainsKey(TKey key) => _map.ContainsKey(key);

    public bool Contains((TKey, TValue) item) => _list.Contains(item);

    public bool Contains(KeyValuePair<TKey, TValue> item) => _list.Contains((item.Key, item.Value));

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _map.TryGetValue(key, out value);

    public int IndexOf((TKey, TValue) item) => _list.IndexOf(item);

    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var (key, value) in _list) array[arrayIndex++] = new(key, value);
    }

    public IEnumerator<(TKey, TValue)> GetEnumerator() => _list.GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => _list.Select(e => new KeyValuePair<TKey, TValue>(e.Item1, e.Item2)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    int IndexOf(TKey key) => _list.FindIndex(e => EqualityComparer<TKey>.Default.Equals(e.Item1, key));
}
