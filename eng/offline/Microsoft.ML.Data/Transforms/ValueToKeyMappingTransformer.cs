using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Internal;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: LoadableClass(typeof(ValueToKeyMappingTransformer), null, typeof(SignatureLoadModel), "Term Transform", ValueToKeyMappingTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>See <see cref="ValueToKeyMappingEstimator"/>.</summary>
public sealed class ValueToKeyMappingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "TermTransform";

    private const string TermsDirectory = "Vocabulary";

    private readonly Terms[] _terms;
    private readonly bool[] _asText;

    private ValueToKeyMappingTransformer(IHost host, (string Output, string Input)[] columns, Terms[] terms, bool[] asText) : base(host, columns)
    {
        _terms = terms;
        _asText = asText;
    }

    private ValueToKeyMappingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
        _asText = [.. ctx.Reader.ReadBytes(ColumnPairs.Length).Select(b => b != 0)];
        host.CheckDecode(_asText.Length == ColumnPairs.Length);
        var terms = new List<Terms>();
        var found = ctx.TryProcessSubModel(TermsDirectory, vocabulary =>
        {
            vocabulary.CheckAtModel(TermsVersion);
            host.CheckDecode(vocabulary.Reader.ReadInt32() == ColumnPairs.Length);
            foreach (var _ in ColumnPairs)
                terms.Add(Terms.Load(host, vocabulary));
        });
        host.CheckDecode(found, $"Missing {TermsDirectory} model");
        _terms = [.. terms];
    }

    private static VersionInfo Version => new("TERMTRNF", 0x00010003, 0x00010003, 0x00010003, ModelFiles.AssemblyName, LoaderSignature);

    private static VersionInfo TermsVersion => new("TERM MAN", 0x00010002, 0x00010002, 0x00010002, ModelFiles.AssemblyName, "TermManager");

    internal static ValueToKeyMappingTransformer Train(IHostEnvironment env, IDataView data, (string Output, string Input)[] columns, TermOptions options, IDataView? keyData)
    {
        var host = env.Register("Term");
        using var channel = host.Start("Training");
        channel.CheckParam(options.MaximumNumberOfKeys > 0, "MaxNumTerms", "Must be positive");
        Terms[] terms = [.. columns.Select(pair =>
        {
            var source = data.Schema.GetColumnOrNull(pair.Input) ?? throw host.ExceptSchemaMismatch("inputSchema", "input", pair.Input);
            CheckType(host, source);
            return Terms.Create(source.Type.ItemOf());
        })];
        if (keyData is not null)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                channel.CheckParam(keyData.Schema[0].Type.Equals(terms[i].ItemType), nameof(keyData),
                    $"Input data's column must be of type '{terms[i].ItemType}' but was '{keyData.Schema[0].Type}'");
                Read(host, keyData, [keyData.Schema[0]], [terms[i]], int.MaxValue);
            }
        }
        else
        {
            Read(host, data, [.. columns.Select(pair => data.Schema[pair.Input])], terms, options.MaximumNumberOfKeys);
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (terms[i].Count == 0)
                channel.Warning(MessageSensitivity.Unknown, "Term map for output column '{0}' contains no entries.", columns[i].Output);
            if (options.Order == ValueToKeyMappingEstimator.KeyOrdinality.ByValue)
                terms[i].Sort();
        }

        return new ValueToKeyMappingTransformer(host, columns, terms, [.. columns.Select(_ => options.AsText)]);
    }

    private static ValueToKeyMappingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new ValueToKeyMappingTransformer(env.Register("Term"), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
        foreach (var asText in _asText)
            ctx.Writer.Write((byte)(asText ? 1 : 0));
        ctx.SaveSubModel(TermsDirectory, vocabulary =>
        {
            vocabulary.CheckAtModel();
            vocabulary.SetVersionInfo(TermsVersion);
            vocabulary.Writer.Write(_terms.Length);
            foreach (var terms in _terms)
                terms.Save(vocabulary);
            vocabulary.SaveTextStream("Terms.txt", writer =>
            {
                foreach (var terms in _terms)
                    terms.WriteText(writer);
            });
        });
    }

    private protected override AddedColumn[] AddedColumns(DataViewSchema inputSchema) => [.. ColumnPairs.Select((pair, i) =>
    {
        var source = Input(inputSchema, pair.Input);
        CheckType(Host, source);
        Host.Check(source.Type.ItemOf().Equals(_terms[i].ItemType),
            $"Could not apply a map over type '{_terms[i].ItemType}' to column '{pair.Output}' since it has type '{source.Type.ItemOf()}'");
        var annotations = new DataViewSchema.Annotations.Builder();
        if (_terms[i].Count > 0)
            _terms[i].AddKeyValues(annotations, source, _asText[i]);
        annotations.Add(source.Annotations, kind => kind == AnnotationKinds.SlotNames);
        DataViewType type = source.Type is VectorDataViewType vector ? new VectorDataViewType(_terms[i].KeyType, vector.Dimensions) : _terms[i].KeyType;
        return new AddedColumn(pair.Output, type, annotations.ToAnnotations(), [source.Index], row => _terms[i].Getter(row, source));
    })];

    private static void CheckType(IHost host, DataViewSchema.Column source)
    {
        if (source.Type.ItemOf() is not KeyDataViewType && ColumnTypes.PrimitiveOrNull(source.Type.ItemOf().RawType) is null or RowIdDataViewType)
            throw host.ExceptSchemaMismatch("inputSchema", "input", source.Name, "standard type or a vector of standard type", $"{source.Type}");
    }

    private static void Read(IHost host, IDataView data, DataViewSchema.Column[] columns, Terms[] terms, int most)
    {
        using var cursor = data.GetRowCursor(columns.DistinctBy(c => c.Index));
        Action[] add = [.. columns.Select((column, i) => terms[i].Adder(cursor, column, most))];
        while (cursor.MoveNext())
        {
            if (host is ICancelable { IsCanceled: true })
                throw host.Process(new OperationCanceledException("Operation was canceled."));
            foreach (var action in add)
                action();
        }
    }
}
