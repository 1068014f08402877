using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ColumnConcatenatingTransformer), null, typeof(SignatureLoadModel), "Concat Transform", ColumnConcatenatingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>See <see cref="ColumnConcatenatingEstimator"/>.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";

    private readonly (string Output, (string Name, string? Alias)[] Sources)[] _columns;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, (string Output, (string Name, string? Alias)[] Sources)[] columns)
        : base(env.Register(nameof(ColumnConcatenatingTransformer)))
    {
        _columns = columns;
    }

    private static VersionInfo Version =>
        new("CONCAT F", 0x00010003, 0x00010003, 0x00010003, ModelFiles.AssemblyName, LoaderSignature, "ConcatFunction");

    private static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        var columns = new List<(string, (string, string?)[])>();
        for (var left = Count(env, ctx); left > 0; left--)
        {
            var name = ctx.LoadNonEmptyString();
            var sources = new List<(string, string?)>();
            for (var sourcesLeft = Count(env, ctx); sourcesLeft > 0; sourcesLeft--)
                sources.Add((ctx.LoadNonEmptyString(), ctx.LoadStringOrNull()));
            columns.Add((name, [.. sources]));
        }

        return new ColumnConcatenatingTransformer(env, [.. columns]);
    }

    private static int Count(IHostEnvironment env, ModelLoadContext ctx)
    {
        var count = ctx.Reader.ReadInt32();
        env.CheckDecode(count > 0);
        return count;
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        ctx.Writer.Write(_columns.Length);
        foreach (var (output, sources) in _columns)
        {
            ctx.SaveNonEmptyString(output);
            ctx.Writer.Write(sources.Length);
            foreach (var (name, alias) in sources)
            {
                ctx.SaveNonEmptyString(name);
                ctx.SaveStringOrNull(alias);
            }
        }
    }

    private protected override AddedColumn[] AddedColumns(DataViewSchema inputSchema) =>
        [.. _columns.Select(column => AddedColumn(column.Output, [.. column.Sources.Select(s => (Input(inputSchema, s.Name), s.Alias))]))];

    private AddedColumn AddedColumn(string output, (DataViewSchema.Column Column, string? Alias)[] sources)
    {
        var first = sources[0].Column;
        var item = first.Type.ItemOf();
        var size = 0;
        var varies = false;
        foreach (var (source, _) in sources)
        {
            if (!source.Type.ItemOf().Equals(item))
                throw Host.ExceptSchemaMismatch("inputSchema", "input", source.Name, $"{item}", $"{source.Type}");
            var slots = source.Type is VectorDataViewType vector ? vector.Size : 1;
            varies |= slots == 0;
            size += slots;
        }

        if (item is not PrimitiveDataViewType primitive)
            throw Host.ExceptSchemaMismatch("inputSchema", "input", first.Name, "a primitive type", $"{item}");
        int[] indices = [.. sources.Select(s => s.Column.Index)];
        if (sources.Length == 1 && first.Type is VectorDataViewType)
            return new AddedColumn(output, first.Type, first.Annotations, indices,
                row => (Delegate)Arguments.Generic(ColumnCopyingTransformer.GetterOf<int>, first.Type.RawType, row, first)!);
        var annotations = new DataViewSchema.Annotations.Builder();
        if (item is NumberDataViewType && sources.All(s => s.Column.IsNormalized()))
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (!varies && sources.Any(s => s.Column.Type is not VectorDataViewType || s.Column.HasSlotNames()))
            annotations.Add<VBuffer<ReadOnlyMemory<char>>>(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size),
                (ref VBuffer<ReadOnlyMemory<char>> names) => names = SlotNames(sources, size));
        return new AddedColumn(output, new VectorDataViewType(primitive, varies ? 0 : size), annotations.ToAnnotations(), indices,
            row => (Delegate)Arguments.Generic(Getter<int>, item.RawType, row, sources.Select(s => s.Column).ToArray())!);
    }

    private static VBuffer<ReadOnlyMemory<char>> SlotNames((DataViewSchema.Column Column, string? Alias)[] sources, int size)
    {
        var result = new List<ReadOnlyMemory<char>>(size);
        foreach (var (column, alias) in sources)
        {
            var name = alias ?? column.Name;
            if (column.Type is not VectorDataViewType vector)
            {
                result.Add(name.AsMemory());
            }
            else if (column.HasSlotNames())
            {
                VBuffer<ReadOnlyMemory<char>> names = default;
                column.GetSlotNames(ref names);
                var prefix = alias != column.Name ? name + "." : "";
                result.AddRange(names.DenseValues().Select(slot => slot.IsEmpty ? default : $"{prefix}{slot}".AsMemory()));
            }
            else
            {
                result.AddRange(new ReadOnlyMemory<char>[vector.Size]);
            }
        }

        return new VBuffer<ReadOnlyMemory<char>>(size, [.. result]);
    }

    private static ValueGetter<VBuffer<T>> Getter<T>(DataViewRow row, DataViewSchema.Column[] sources)
    {
        var parts = new VBuffer<T>[sources.Length];
        Action[] fetch = [.. sources.Select((source, i) => Fetcher(row, source, parts, i))];
        return (ref VBuffer<T> result) =>
        {
            var length = 0;
            var count = 0;
            for (var i = 0; i < parts.Length; i++)
            {
                fetch[i]();
                length = checked(length + parts[i].Length);
                count += parts[i].GetValues().Length;
            }

            result = count <= length / 2 ? Sparse(parts, ref result, length, count) : Dense(parts, ref result, length);
        };
    }

    private static Action Fetcher<T>(DataViewRow row, DataViewSchema.Column source, VBuffer<T>[] parts, int at)
    {
        if (source.Type is VectorDataViewType vector)
        {
            var getVector = row.GetGetter<VBuffer<T>>(source);
            return () =>
            {
                getVector(ref parts[at]);
                Contracts.Check(null, vector.Size == 0 || vector.Size == parts[at].Length,
                    $"Column '{source.Name}': expected {vector.Size} slots, but got {parts[at].Length}");
            };
        }

        var get = row.GetGetter<T>(source);
        var value = new T[1];
        parts[at] = new VBuffer<T>(1, value);
        return () => get(ref value[0]);
    }

    private static VBuffer<T> Dense<T>(VBuffer<T>[] parts, ref VBuffer<T> result, int length)
    {
        var editor = VBufferEditor.Create(ref result, length);
        var offset = 0;
        foreach (var part in parts)
        {
            part.CopyTo(editor.Values, offset);
            offset += part.Length;
        }

        return editor.Commit();
    }

    private static VBuffer<T> Sparse<T>(VBuffer<T>[] parts, ref VBuffer<T> result, int length, int count)
    {
        var editor = VBufferEditor.Create(ref result, length, count);
        var offset = 0;
        var at = 0;
        foreach (var part in parts)
        {
            foreach (var (index, value) in part.Items())
            {
                editor.Values[at] = value;
                editor.Indices[at++] = offset + index;
            }

            offset += part.Length;
        }

        return editor.Commit();
    }
}
