using System.Reflection;
using Microsoft.ML.NonNegative.Tests.Models;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>What ML.NET itself does with any trainer and any model: previews, cross-validation, permutation importance, text loading. Where ML.NET lacks it, as offline, the test says so.</summary>
[TestClass]
public sealed class StockMethodTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Preview_OfScoredData_ShowsEveryColumnOfEveryRow()
    {
        using var model = MadeModels.Transformer(_mlContext, MadeModels.Model(TestNetworks.Mlp(Activations.Sinusoidal)));
        var scored = model.Transform(FeatureData.Of(_mlContext, MadeModels.Pixels(model.ImageModel, 30), 16));
        var preview = Extension("Microsoft.ML.DebuggerExtensions, Microsoft.ML.Data", "Preview", typeof(IDataView)).Invoke(null, [scored, 20])!;
        var rows = (System.Collections.IEnumerable)preview.GetType().GetProperty("RowView")!.GetValue(preview)!;

        Assert.AreEqual(20, rows.Cast<object>().Count());
        foreach (var row in rows)
        {
            var values = (KeyValuePair<string, object>[])row.GetType().GetProperty("Values")!.GetValue(row)!;
            CollectionAssert.AreEqual(new[] { "Features", "Number", "PredictedLabel", "Score" }, values.Select(value => value.Key).ToArray());
        }
    }

    [TestMethod]
    public void CrossValidate_ATinyTrainer_GivesAModelAndMetricsForEachFold()
    {
        var crossValidate = typeof(MulticlassClassificationCatalog).GetMethod("CrossValidate") ?? throw Missing("CrossValidate");
        var data = Patches.Data(_mlContext, 300);
        var trainer = _mlContext.MulticlassClassification.Trainers.NonNegative(TrainedModels.Options());
        var folds = (System.Collections.IEnumerable)crossValidate.Invoke(_mlContext.MulticlassClassification, [data, trainer, 3, "Label", null, 1])!;
        var count = 0;
        foreach (var fold in folds)
        {
            count++;
            var metrics = (Data.MulticlassClassificationMetrics)fold.GetType().GetField("Metrics")!.GetValue(fold)!;
            using var model = (IDisposable)fold.GetType().GetField("Model")!.GetValue(fold)!;
            Assert.IsGreaterThan(0.8, metrics.MicroAccuracy);
            Assert.IsInstanceOfType<NonNegativeImageClassificationTransformer>(model);
        }

        Assert.AreEqual(3, count);
    }

    // The class is where the image is bright, so that a pixel in a corner tells more than one that is noise everywhere; here the first pixel alone is the label.
    [TestMethod]
    public void PermutationFeatureImportance_OfTheTypedModel_FindsTheFeatureThatMatters()
    {
        var type = Type.GetType("Microsoft.ML.PermutationFeatureImportanceExtensions, Microsoft.ML.Transforms") ?? throw Missing("PermutationFeatureImportance");
        var method = type.GetMethods().Single(candidate => candidate.Name == "PermutationFeatureImportance" && candidate.IsGenericMethod && candidate.GetParameters()[0].ParameterType == typeof(MulticlassClassificationCatalog));
        var random = new Random(1);
        var rows = Enumerable.Range(0, 300).Select(i => new FourFeatures { Features = [i % 2, random.NextSingle(), random.NextSingle(), random.NextSingle()], Name = i % 2 == 0 ? "even" : "odd" }).ToList();
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        var options = TrainedModels.Options();
        (options.Architecture, options.Epochs) = (NetworkArchitecture.Mlp(8), 20);
        using var model = _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data);
        var importance = ((System.Collections.IEnumerable)method.MakeGenericMethod(typeof(TrainedNetwork)).Invoke(null, [_mlContext.MulticlassClassification, model, data, "Label", false, null, 3])!).Cast<object>()
            .Select(statistics => statistics.GetType().GetProperty("MicroAccuracy")!.GetValue(statistics)!)
            .Select(change => (double)change.GetType().GetProperty("Mean")!.GetValue(change)!).ToList();

        Assert.HasCount(4, importance);
        Assert.AreEqual(0, importance.IndexOf(importance.Min()), string.Join(", ", importance));
        Assert.IsLessThan(-0.2, importance[0]);
    }

    private static MethodInfo Extension(string typeName, string method, Type first) =>
        Type.GetType(typeName)?.GetMethods().SingleOrDefault(candidate => candidate.Name == method && candidate.GetParameters() is [var parameter, _] && parameter.ParameterType == first) ?? throw Missing(method);

    private static AssertInconclusiveException Missing(string method) => new($"This ML.NET has no {method}: run the tests with the packages, or with a folder of ML.NET.");

    private sealed class FourFeatures
    {
        [Data.VectorType(4)]
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }
}
