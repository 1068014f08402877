using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class PredictionEngineTests
{
    private readonly MLContext _ml = new();

    private IDataView Data => _ml.Data.LoadFromEnumerable([new Input { Value = 1, Name = "a" }, new Input { Value = 3, Name = "b" }]);

    [TestMethod]
    public void Predict_ChainWithOutsideTransformer_GivesWhatTransformGives()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(new MeanEstimator(_ml, "Value"))
            .Append(_ml.Transforms.Concatenate("Both", "Value", "Distance")).Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(Data);
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);

        var first = engine.Predict(new Input { Value = 5, Name = "b" });
        Assert.AreEqual(3f, first.Distance);
        Assert.AreEqual(2u, first.Key, "keys come out counting from 1");
        Assert.AreEqual("b", first.Back);
        CollectionAssert.AreEqual(new[] { 5f, 3f }, first.Both);
        Assert.AreEqual(1f, engine.Predict(new Input { Value = 1, Name = "a" }).Distance);
        Assert.AreEqual("Distance", engine.OutputSchema["Distance"].Name);
    }

    [TestMethod]
    public void Predict_IntoObject_FillsIt()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, Distance>(new MeanEstimator(_ml, "Value").Fit(Data));
        var result = new Distance();
        var given = result;
        engine.Predict(new Input { Value = 5 }, ref result);
        Assert.AreSame(given, result);
        Assert.AreEqual(3f, result.Value);
    }

    [TestMethod]
    public void Create_MissingColumn_ThrowsOnlyIfNotIgnored()
    {
        var model = new MeanEstimator(_ml, "Value").Fit(Data);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Input, Output>(model, ignoreMissingColumns: false));
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(model);
        Assert.IsNull(engine.Predict(new Input { Value = 2 }).Back);
    }

    [TestMethod]
    public void Create_InputSchema_TypesTheInput()
    {
        var definition = SchemaDefinition.Create(typeof(VectorInput));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        var data = _ml.Data.LoadFromEnumerable([new VectorInput { Values = [1, 2] }], definition);
        var model = _ml.Transforms.Concatenate("Twice", "Values", "Values").Fit(data);
        using var engine = _ml.Model.CreatePredictionEngine<VectorInput, Twice>(model, data.Schema);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), engine.OutputSchema["Twice"].Type);
        CollectionAssert.AreEqual(new[] { 3f, 4f, 3f, 4f }, engine.Predict(new VectorInput { Values = [3, 4] }).Values);
    }

    [TestMethod]
    public void Dispose_DisposesTheTransformerUnlessItDoesNotOwnIt()
    {
        var owned = new MeanEstimator(_ml, "Value").Fit(Data);
        _ml.Model.CreatePredictionEngine<Input, Distance>(new TransformerChain<MeanTransformer>(owned)).Dispose();
        Assert.IsTrue(owned.IsDisposed);

        var kept = new MeanEstimator(_ml, "Value").Fit(Data);
        _ml.Model.CreatePredictionEngine<Input, Distance>(kept, new PredictionEngineOptions { OwnsTransformer = false }).Dispose();
        Assert.IsFalse(kept.IsDisposed);
    }

    private sealed class Input
    {
        public float Value { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Output
    {
        public float Distance { get; set; }

        public uint Key { get; set; }

        public float[] Both { get; set; } = [];

        public string Back { get; set; } = null!;
    }

    private sealed class Distance
    {
        [ColumnName("Distance")]
        public float Value { get; set; }
    }

    private sealed class VectorInput
    {
        public float[] Values { get; set; } = [];
    }

    private sealed class Twice
    {
        [ColumnName("Twice")]
        public float[] Values { get; set; } = [];
    }
}
