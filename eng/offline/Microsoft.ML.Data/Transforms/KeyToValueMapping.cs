using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(KeyToValueMappingTransformer), null, typeof(SignatureLoadModel), "Key To Value Transform", KeyToValueMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Replaces keys by the values that the KeyValues annotation of their column has for them.</summary>
public sealed class KeyToValueMappingEstimator : TrivialEstimator<KeyToValueMappingTransformer>
{
    internal KeyToValueMappingEstimator(IHostEnvironment env, params (string Output, string Input)[] columns)
        : base(env.Register(nameof(KeyToValueMappingEstimator)), new KeyToValueMappingTransformer(env, columns))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(pair =>
        {
            var source = inputSchema.Input(Host, pair.Input);
            if (!source.IsKey)
                throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input, "KeyType", source.TypeText);
            Host.CheckParam(source.Annotations.TryFindColumn(AnnotationKinds.KeyValues, out var values), nameof(inputSchema),
                $"Input column '{pair.Input}' doesn't contain key values metadata");
            var annotations = ColumnConcatenatingEstimator.HasSlotNames(source) && source.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out var names)
                ? new SchemaShape([names])
                : null;
            return new SchemaShape.Column(pair.Output, source.Kind, values.ItemType, values.IsKey, annotations);
        }));
    }
}

/// <summary>See <see cref="KeyToValueMappingEstimator"/>.</summary>
public sealed class KeyToValueMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "KeyToValueTransform";

    internal KeyToValueMappingTransformer(IHostEnvironment env, params (string Output, string Input)[] columns)
        : base(env.Register(nameof(KeyToValueMappingTransformer)), columns)
    {
    }

    private KeyToValueMappingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
    }

    private static VersionInfo Version => new("KEY2VALT", 0x00010001, 0x00010001, 0x00010001, ModelFiles.AssemblyName, LoaderSignature);

    private static KeyToValueMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new KeyToValueMappingTransformer(env.Register(nameof(KeyToValueMappingTransformer)), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
    }

    private protected override AddedColumn[] AddedColumns(DataViewSchema inputSchema) => [.. ColumnPairs.Select(pair =>
    {
        var source = Input(inputSchema, pair.Input);
        var values = source.Annotations.Schema.GetColumnOrNull(AnnotationKinds.KeyValues)?.Type;
        Host.Check(values is not null, "Metadata KeyValues does not exist");
        var size = values is VectorDataViewType vector ? vector.Size : 0;
        Host.Check(size == source.Type.KeyCountAsInt(), "KeyValues metadata size does not match column type key count");
        var item = (PrimitiveDataViewType)values.ItemOf();
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(source.Annotations, kind => kind == AnnotationKinds.SlotNames);
        DataViewType type = source.Type is VectorDataViewType vectorOfKeys ? new VectorDataViewType(item, vectorOfKeys.Dimensions) : item;
        var lookup = (Lookup)Arguments.Generic(Lookup.Of<int>, item.RawType, source)!;
        return new AddedColumn(pair.Output, type, annotations.ToAnnotations(), [source.Index],
            row => (Delegate)Arguments.Generic(lookup.Getter<uint>, source.Type.ItemOf().RawType, row)!);
    })];

    /// <summary>The values of the keys, with what stands for a missing one.</summary>
    private abstract class Lookup(DataViewSchema.Column source)
    {
        protected DataViewSchema.Column Source => source;

        public static Lookup Of<TValue>(DataViewSchema.Column source)
        {
            VBuffer<TValue> values = default;
            source.GetKeyValues(ref values);
            return new Lookup<TValue>(source, [.. values.DenseValues()]);
        }

        public abstract Delegate Getter<TKey>(DataViewRow row);
    }

    private sealed class Lookup<TValue>(DataViewSchema.Column source, TValue[] values) : Lookup(source)
    {
        // Numbers that have a NaN say so; anything else has its default.
        private static readonly TValue Missing = typeof(TValue) == typeof(float) ? (TValue)(object)float.NaN
            : typeof(TValue) == typeof(double) ? (TValue)(object)double.NaN : default!;

        public override Delegate Getter<TKey>(DataViewRow row)
        {
            if (Source.Type is not VectorDataViewType)
            {
                var getKey = row.GetGetter<TKey>(Source);
                TKey key = default!;
                return (ValueGetter<TValue>)((ref TValue value) =>
                {
                    getKey(ref key);
                    value = Of(key);
                });
            }

            var getKeys = row.GetGetter<VBuffer<TKey>>(Source);
            VBuffer<TKey> keys = default;
            return (ValueGetter<VBuffer<TValue>>)((ref VBuffer<TValue> result) =>
            {
                getKeys(ref keys);
                var editor = VBufferEditor.Create(ref result, keys.Length);
                foreach (var (i, vectorKey) in keys.Items(all: true))
                    editor.Values[i] = Of(vectorKey);
                result = editor.Commit();
            });
        }

        private TValue Of<TKey>(TKey key) =>
            Convert.ToUInt64(key, CultureInfo.InvariantCulture) is > 0 and var number && number <= (ulong)values.Length ? values[number - 1] : Missing;
    }
}
