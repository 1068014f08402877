using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

[assembly: LoadableClass(typeof(ImageLoadingTransformer), null, typeof(SignatureLoadModel), "", ImageLoadingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>See <see cref="ImageLoadingEstimator"/>.</summary>
public sealed class ImageLoadingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "ImageLoaderTransform";

    /// <summary>The folder that relative paths start from; null where it is the current one.</summary>
    public readonly string? ImageFolder;

    /// <summary>Whether images come out, rather than the bytes of their files.</summary>
    internal readonly bool Decodes;

    internal ImageLoadingTransformer(IHostEnvironment env, string? imageFolder, bool decodes, (string Output, string Input)[] columns)
        : base(env.Register(nameof(ImageLoadingTransformer)), columns)
    {
        if (!string.IsNullOrEmpty(imageFolder))
            ImageFolder = Directory.Exists(imageFolder) ? Path.GetFullPath(imageFolder) : throw new ArgumentException($"Directory \"{imageFolder}\" does not exist.");
        Decodes = decodes;
    }

    private ImageLoadingTransformer(IHost host, ModelLoadContext ctx) : base(host, ctx)
    {
        ImageFolder = ctx.LoadStringOrNull();
        Decodes = ctx.Reader.ReadBoolean();
    }

    private static VersionInfo Version => new("IMGLOADR", 0x00010003, 0x00010003, 0x00010003, "Microsoft.ML.ImageAnalytics", LoaderSignature);

    private static ImageLoadingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version);
        return new ImageLoadingTransformer(env.Register(nameof(ImageLoadingTransformer)), ctx);
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version);
        SaveColumns(ctx);
        ctx.SaveStringOrNull(ImageFolder);
        ctx.Writer.Write(Decodes);
    }

    private protected override AddedColumn[] AddedColumns(DataViewSchema inputSchema) => [.. ColumnPairs.Select(pair =>
    {
        var source = Input(inputSchema, pair.Input);
        if (source.Type is not TextDataViewType)
            throw Host.ExceptSchemaMismatch(nameof(inputSchema), "input", pair.Input, $"{TextDataViewType.Instance}", $"{source.Type}");
        DataViewType type = Decodes ? new ImageDataViewType() : new VectorDataViewType(NumberDataViewType.Byte);
        return new AddedColumn(pair.Output, type, null, [source.Index], row => Getter(row, source));
    })];

    private Delegate Getter(DataViewRow row, DataViewSchema.Column source)
    {
        var files = new ImageFiles(ImageFolder, row.GetGetter<ReadOnlyMemory<char>>(source));
        return Decodes ? (ValueGetter<MLImage?>)new ImageReader(files).Read : (ValueGetter<VBuffer<byte>>)files.ReadBytes;
    }
}
