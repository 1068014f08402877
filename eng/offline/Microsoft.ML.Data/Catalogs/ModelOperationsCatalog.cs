using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saving, loading and using models.</summary>
public sealed class ModelOperationsCatalog : IInternalCatalog
{
    private const string SchemaEntry = "Schema";

    private readonly IHostEnvironment _environment;

    internal ModelOperationsCatalog(IHostEnvironment env)
    {
        _environment = env;
    }

    IHostEnvironment IInternalCatalog.Environment => _environment;

    public void Save(ITransformer? model, DataViewSchema? inputSchema, Stream stream)
    {
        _environment.CheckValue(stream, nameof(stream));
        using var repository = RepositoryWriter.CreateNew(stream, _environment);
        ModelSaveContext.SaveModel(repository, model, TransformerChain.LoaderSignature);
        if (inputSchema is not null)
        {
            using var channel = _environment.Start("Saving Schema");
            using var entry = repository.CreateEntry(null, SchemaEntry);
            SchemaFile.Write(entry, inputSchema);
        }

        repository.Commit();
    }

    public void Save(ITransformer? model, DataViewSchema? inputSchema, string filePath)
    {
        _environment.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.Create(filePath);
        Save(model, inputSchema, stream);
    }

    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        _environment.CheckValue(stream, nameof(stream));
        using var repository = RepositoryReader.Open(stream, _environment);
        using var entry = repository.OpenEntryOrNull(null, SchemaEntry);
        inputSchema = entry is null ? null! : SchemaFile.Read(_environment, entry);
        if (entry is not null)
        {
            ModelLoadContext.LoadModel<ITransformer, SignatureLoadModel>(_environment, out var model, repository, TransformerChain.LoaderSignature);
            return model;
        }

        return ModelLoadContext.LoadModelOrNull<ITransformer, SignatureLoadModel>(_environment, out var transformer, repository, TransformerChain.LoaderSignature)
            ? transformer!
            : throw _environment.Except("Could not load legacy format model");
    }

    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        _environment.CheckNonEmpty(filePath, nameof(filePath));
        using var stream = File.OpenRead(filePath);
        return Load(stream, out inputSchema);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, bool ignoreMissingColumns = true,
        SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = ignoreMissingColumns,
            InputSchemaDefinition = inputSchemaDefinition,
            OutputSchemaDefinition = outputSchemaDefinition,
        });

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new() =>
        CreatePredictionEngine<TSrc, TDst>(transformer, new PredictionEngineOptions
        {
            IgnoreMissingColumns = false,
            InputSchemaDefinition = UserColumn.DefinitionBy(_environment, typeof(TSrc), inputSchema),
        });

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
    {
        _environment.CheckValue(transformer, nameof(transformer));
        _environment.CheckValue(options, nameof(options));
        return new PredictionEngine<TSrc, TDst>(_environment, transformer, options);
    }
}
