using System.IO.Compression;
using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class ModelFileTests
{
    private readonly MLContext _ml = new();

    private IDataView Data
    {
        get
        {
            var definition = SchemaDefinition.Create(typeof(Row));
            definition["Vector"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
            return _ml.Data.LoadFromEnumerable(
                [new Row { Value = 1, Name = "a", Number = 7, Vector = [1, 2] }, new Row { Value = 3, Name = "b", Number = 8, Vector = [3, 4] }], definition);
        }
    }

    private EstimatorChain<MeanTransformer> Pipeline => _ml.Transforms.Conversion.MapValueToKey("Key", "Name")
        .Append(_ml.Transforms.Conversion.MapValueToKey("NumberKey", "Number"))
        .Append(_ml.Transforms.CopyColumns("Copy", "Value")).Append(_ml.Transforms.Concatenate("All", "Vector", "Copy"))
        .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Append(new MeanEstimator(_ml, "Value"));

    [TestMethod]
    public void Load_SavedChain_TransformsAlike()
    {
        var data = Data;
        var model = new MLContext().Model.Load(Save(Pipeline.Fit(data), data.Schema), out _);
        var result = model.Transform(data);
        CollectionAssert.AreEqual(new uint[] { 1, 2 }, result.Values<uint>("Key"));
        CollectionAssert.AreEqual(new[] { "a", "b" }, result.Schema["Key"].TextKeyValues());
        CollectionAssert.AreEqual(new[] { 7, 8 }, result.Schema["NumberKey"].KeyValues<int>());
        CollectionAssert.AreEqual(new[] { 3f, 4f, 3f }, result.Vectors("All")[1]);
        CollectionAssert.AreEqual(new[] { "Vector.x", "Vector.y", "Copy" }, result.Schema["All"].SlotNames());
        CollectionAssert.AreEqual(new[] { "a", "b" }, result.Texts("Back"));
        CollectionAssert.AreEqual(new[] { 1f, 1f }, result.Values<float>("Distance"));
    }

    [TestMethod]
    public void Load_SavedChain_HasItsTransformers()
    {
        var data = Data;
        var chain = (TransformerChain<ITransformer>)_ml.Model.Load(Save(Pipeline.Fit(data), data.Schema), out _);
        Assert.AreEqual(6, chain.Count());
        Assert.AreEqual(2f, ((MeanTransformer)chain.LastTransformer).Mean);
    }

    [TestMethod]
    public void Load_InputSchema_HasTypesAndAnnotations()
    {
        var data = _ml.Transforms.Conversion.MapValueToKey("Name").Fit(Data).Transform(Data);
        _ml.Model.Load(Save(new MeanEstimator(_ml, "Value").Fit(data), data.Schema), out var schema);
        CollectionAssert.AreEqual(data.Schema.Select(c => c.Name).ToArray(), schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(data.Schema.Select(c => c.Type).ToArray(), schema.Select(c => c.Type).ToArray());
        CollectionAssert.AreEqual(data.Schema.Select(c => c.IsHidden).ToArray(), schema.Select(c => c.IsHidden).ToArray());
        CollectionAssert.AreEqual(new[] { "x", "y" }, schema["Vector"].SlotNames());
        CollectionAssert.AreEqual(new[] { "a", "b" }, schema["Name"].TextKeyValues());
    }

    [TestMethod]
    public void Load_NoInputSchemaSaved_GivesNone()
    {
        var model = _ml.Model.Load(Save(new MeanEstimator(_ml, "Value").Fit(Data), null!), out var schema);
        Assert.IsNull(schema);
        Assert.IsInstanceOfType<MeanTransformer>(model);
    }

    [TestMethod]
    public void SaveAndLoad_ByPath_Work()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            _ml.Model.Save(new MeanEstimator(_ml, "Value").Fit(Data), Data.Schema, path);
            Assert.AreEqual(2f, ((MeanTransformer)_ml.Model.Load(path, out _)).Mean);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Load_RegisteredWithoutMetadata_FindsTheClass()
    {
        var file = Save(new MeanEstimator(_ml, "Value", isDeclared: false).Fit(Data), Data.Schema);
        var stranger = new MLContext();
        StringAssert.Contains(Assert.ThrowsExactly<FormatException>(() => stranger.Model.Load(file, out _)).Message, "Couldn't load model: 'TransformerChain'");

        file.Position = 0;
        var knowing = new MLContext();
        Internals.Register(knowing, typeof(MeanTransformer), MeanTransformer.UndeclaredSignature);
        Internals.Register(knowing, typeof(MeanTransformer), MeanTransformer.UndeclaredSignature);
        Assert.AreEqual(2f, ((MeanTransformer)knowing.Model.Load(file, out _)).Mean);
    }

    [TestMethod]
    public void Save_NoVersionSet_Throws() =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => Save(new Forgetful(), Data.Schema)).Message, "ModelSignature not specified!");

    [TestMethod]
    public void Save_Layout_IsOneDirectoryATransformer()
    {
        using var archive = new ZipArchive(Save(Pipeline.Fit(Data), Data.Schema));
        var names = archive.Entries.Select(e => e.FullName.Replace('\\', '/')).ToArray();
        foreach (var name in new[]
                 {
                     "TrainingInfo/Version.txt", "Schema", "TransformerChain/Model.key", "TransformerChain/Transform_000/Model.key",
                     "TransformerChain/Transform_000/Vocabulary/Model.key", "TransformerChain/Transform_000/Vocabulary/Terms.txt",
                     "TransformerChain/Transform_005/Model.key", "TransformerChain/Transform_005/mean.bin",
                 })
            CollectionAssert.Contains(names, name);
    }

    [TestMethod]
    public void Dispose_OfChain_DisposesItsTransformers()
    {
        var chain = Pipeline.Fit(Data);
        chain.Dispose();
        Assert.IsTrue(chain.LastTransformer.IsDisposed);
    }

    [TestMethod]
    public void GetModelFor_Scope_LeavesOutOtherTransformers()
    {
        var chain = new EstimatorChain<ITransformer>().Append(_ml.Transforms.CopyColumns("Copy", "Value"), TransformerScope.TrainTest)
            .Append(new MeanEstimator(_ml, "Copy")).Fit(Data);
        Assert.AreEqual(1, chain.GetModelFor(TransformerScope.Scoring).Count());
        Assert.AreEqual(2, chain.GetModelFor(TransformerScope.Training).Count());
    }

    internal static MemoryStream Save(ITransformer model, DataViewSchema schema)
    {
        var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        stream.Position = 0;
        return stream;
    }

    private sealed class Forgetful : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => input;

        public void Save(ModelSaveContext ctx)
        {
        }
    }

    private sealed class Row
    {
        public float Value { get; set; }

        public string Name { get; set; } = "";

        public int Number { get; set; }

        [VectorType(2)]
        public float[] Vector { get; set; } = [];
    }
}
