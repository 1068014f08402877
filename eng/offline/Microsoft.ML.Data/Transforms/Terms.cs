using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Values and their numbers.</summary>
internal abstract class Terms(PrimitiveDataViewType itemType)
{
    private protected const byte TextMark = 0;
    private protected const byte CodecMark = 1;

    public PrimitiveDataViewType ItemType => itemType;

    public abstract int Count { get; }

    public KeyDataViewType KeyType => new(typeof(uint), Count == 0 ? 1 : Count);

    public static Terms Create(DataViewType itemType) =>
        (Terms)Arguments.Generic(Create<int>, itemType.RawType, itemType)!;

    public static Terms Load(IHost host, ModelLoadContext ctx)
    {
        var mark = ctx.Reader.ReadByte();
        host.CheckDecode(mark is TextMark or CodecMark);
        var type = mark == TextMark ? TextDataViewType.Instance : Codec.ReadType(ctx.Reader) ?? throw host.Except("Unrecognized codec read");
        host.CheckDecode(type is PrimitiveDataViewType);
        var count = ctx.Reader.ReadInt32();
        host.CheckDecode(count >= 0);
        var terms = Create(type);
        terms.Read(host, ctx, count);
        host.CheckDecode(terms.Count == count, "Duplicate items");
        return terms;
    }

    /// <summary>Something that adds what the column has in the current row of the cursor, up to a number of terms.</summary>
    public abstract Action Adder(DataViewRow row, DataViewSchema.Column column, int most);

    public abstract void Sort();

    public abstract Delegate Getter(DataViewRow row, DataViewSchema.Column column);

    public abstract void AddKeyValues(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, bool asText);

    public abstract void Save(ModelSaveContext ctx);

    public abstract void WriteText(TextWriter writer);

    private protected abstract void Read(IHost host, ModelLoadContext ctx, int count);

    private static Terms Create<T>(PrimitiveDataViewType itemType) where T : notnull => new Terms<T>(itemType);
}

internal sealed class Terms<T>(PrimitiveDataViewType itemType) : Terms(itemType)
    where T : notnull
{
    private readonly List<T> _values = [];
    private readonly Dictionary<T, uint> _numbers = new(ComparerOfTerms() as IEqualityComparer<T>);

    public override int Count => _values.Count;

    public override Action Adder(DataViewRow row, DataViewSchema.Column column, int most)
    {
        if (column.Type is VectorDataViewType)
        {
            var getVector = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                if (Count >= most)
                    return;
                getVector(ref vector);
                foreach (var item in vector.DenseValues())
                    if (Count < most)
                        TryAdd(item);
            };
        }

        var get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            if (Count >= most)
                return;
            get(ref value);
            TryAdd(value);
        };
    }

    public override void Sort()
    {
        _values.Sort(typeof(T) == typeof(ReadOnlyMemory<char>)
            ? (a, b) => Text(a).Span.CompareTo(Text(b).Span, StringComparison.Ordinal)
            : Comparer<T>.Default.Compare);
        for (var i = 0; i < _values.Count; i++)
            _numbers[_values[i]] = (uint)i + 1;
    }

    public override Delegate Getter(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            var get = row.GetGetter<T>(column);
            T value = default!;
            return (ValueGetter<uint>)((ref uint number) =>
            {
                get(ref value);
                number = NumberOf(value);
            });
        }

        var getVector = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> values = default;
        return (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> numbers) =>
        {
            getVector(ref values);
            Contracts.Check(null, vector.Size == 0 || vector.Size == values.Length,
                $"Column '{column.Name}': TermTransform expects {vector.Size} slots, but got {values.Length}");
            var editor = VBufferEditor.Create(ref numbers, values.Length);
            foreach (var (i, item) in values.Items(all: true))
                editor.Values[i] = NumberOf(item);
            numbers = editor.Commit();
        });
    }

    public override void AddKeyValues(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, bool asText)
    {
        // Keys of keys: their values are those of the first keys, where these have any.
        if (ItemType is KeyDataViewType
            && source.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type is VectorDataViewType known && known.Size == ItemType.KeyCountAsInt())
        {
            Arguments.Generic(AddValuesOfKeys<int>, known.ItemType.RawType, annotations, source, known.ItemType, asText);
            return;
        }

        Add(annotations, ItemType, [.. _values], asText);
    }

    public override void Save(ModelSaveContext ctx)
    {
        if (ItemType is TextDataViewType)
        {
            ctx.Writer.Write(TextMark);
            ctx.Writer.Write(Count);
            foreach (var value in _values)
                ctx.SaveNonEmptyString(value.ToString()!);
            return;
        }

        ctx.Writer.Write(CodecMark);
        Codec.WriteType(ctx.Writer, ItemType);
        ctx.Writer.Write(Count);
        Codec.WriteValues<T>(ctx.Writer, [.. _values]);
    }

    public override void WriteText(TextWriter writer)
    {
        writer.WriteLine(ItemType is TextDataViewType ? $"# Number of terms = {Count}" : $"# Number of terms of type '{ItemType}' = {Count}");
        for (var i = 0; i < Count; i++)
            writer.WriteLine($"{i}\t{AsText(_values[i])}");
    }

    private protected override void Read(IHost host, ModelLoadContext ctx, int count)
    {
        if (ItemType is TextDataViewType)
        {
            for (var i = 0; i < count; i++)
                TryAdd((T)(object)ctx.LoadNonEmptyString().AsMemory());
            return;
        }

        // What would be missing is no term, but if a file says that it is one, so it is.
        foreach (var value in Codec.ReadValues<T>(ctx.Reader, count))
            Add(value);
    }

    private static object ComparerOfTerms() => typeof(T) == typeof(ReadOnlyMemory<char>) ? new TextComparer() : EqualityComparer<T>.Default;

    private static ReadOnlyMemory<char> Text(T value) => (ReadOnlyMemory<char>)(object)value;

    private static string AsText<TAny>(TAny value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private void AddValuesOfKeys<TValue>(DataViewSchema.Annotations.Builder annotations, DataViewSchema.Column source, PrimitiveDataViewType type, bool asText)
    {
        VBuffer<TValue> known = default;
        source.GetKeyValues(ref known);
        var values = known.DenseValues().ToArray();
        Add(annotations, type, [.. _values.Select(key => values[Convert.ToUInt64(key, CultureInfo.InvariantCulture) - 1])], asText);
    }

    private static void Add<TValue>(DataViewSchema.Annotations.Builder annotations, PrimitiveDataViewType type, TValue[] values, bool asText)
    {
        if (asText && type is not TextDataViewType)
        {
            Add(annotations, TextDataViewType.Instance, Array.ConvertAll(values, value => AsText(value).AsMemory()), false);
            return;
        }

        var vector = new VBuffer<TValue>(values.Length, values);
        annotations.Add<VBuffer<TValue>>(AnnotationKinds.KeyValues, new VectorDataViewType(type, values.Length),
            (ref VBuffer<TValue> result) => vector.CopyTo(ref result));
    }

    private uint NumberOf(T value) => _numbers.GetValueOrDefault(value);

    private void TryAdd(T value)
    {
        if (!IsMissing(value))
            Add(typeof(T) == typeof(ReadOnlyMemory<char>) ? (T)(object)Text(value).ToString().AsMemory() : value);
    }

    private void Add(T value)
    {
        if (_numbers.TryAdd(value, (uint)Count + 1))
            _values.Add(value);
    }

    private bool IsMissing(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.IsEmpty,
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        _ => ItemType is KeyDataViewType && EqualityComparer<T>.Default.Equals(value, default),
    };

    private sealed class TextComparer : IEqualityComparer<ReadOnlyMemory<char>>
    {
        public bool Equals(ReadOnlyMemory<char> x, ReadOnlyMemory<char> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<char> text) => string.GetHashCode(text.Span);
    }
}
