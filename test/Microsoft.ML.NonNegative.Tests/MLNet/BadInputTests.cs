using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Every mistake in the training data gets an exception that says what was found and what to do.</summary>
[TestClass]
public sealed class BadInputTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void Fit_FeaturesMissing_NamesTheColumnsThereAre()
    {
        var error = FitFails<ArgumentOutOfRangeException>(Patches.Data(_mlContext, 10), options => options.FeatureColumnName = "Pixels");

        StringAssert.Contains(error.Message, "Could not find feature column 'Pixels'; the data has 'Features', 'Name', 'Label'");
    }

    [TestMethod]
    public void Fit_LabelMissing_NamesTheColumnsThereAre()
    {
        var error = FitFails<ArgumentOutOfRangeException>(Patches.Data(_mlContext, 10), options => options.LabelColumnName = "Target");

        StringAssert.Contains(error.Message, "Could not find label column 'Target'");
    }

    [TestMethod]
    public void Fit_LabelThatIsNoKey_SaysHowToMakeOne()
    {
        var error = FitFails<ArgumentOutOfRangeException>(Patches.Data(_mlContext, 10), options => options.LabelColumnName = "Name");

        StringAssert.Contains(error.Message, "MapValueToKey");
    }

    [TestMethod]
    public void Fit_FeaturesOfOtherType_SaysWhatItFound()
    {
        var data = Keyed([new DoubleRow { Features = [1, 2], Name = "a" }, new DoubleRow { Features = [2, 1], Name = "b" }]);
        var error = FitFails<ArgumentOutOfRangeException>(data);

        StringAssert.Contains(error.Message, "expected a known-size vector of Single, an image, or a vector of Byte (an encoded image), got Vector<Double, 2>");
    }

    [TestMethod]
    public void Fit_FeaturesOfUnknownSize_SaysWhatItFound()
    {
        var data = Keyed([new VariableRow { Features = [1, 2], Name = "a" }, new VariableRow { Features = [2], Name = "b" }]);
        var error = FitFails<ArgumentOutOfRangeException>(data);

        StringAssert.Contains(error.Message, "known-size vector of Single");
    }

    [TestMethod]
    public void Fit_ScalarFeatures_SaysWhatItFound()
    {
        var data = Keyed([new ScalarRow { Features = 1, Name = "a" }, new ScalarRow { Features = 2, Name = "b" }]);
        var error = FitFails<ArgumentOutOfRangeException>(data);

        StringAssert.Contains(error.Message, "got Single");
    }

    [TestMethod]
    public void GetOutputSchema_InAChain_FailsBeforeAnythingIsFitted()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Patches.Rows(10).ToList());
        var pipeline = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name))
            .Append(_mlContext.MulticlassClassification.Trainers.NonNegative("Label", "Pixels"));

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pipeline.Fit(rows));

        StringAssert.Contains(error.Message, "Could not find feature column 'Pixels'");
    }

    [TestMethod]
    public void Fit_KeyWithOneClass_Throws()
    {
        var data = Keyed(Patches.Rows(10).Select(r => new PatchRow { Features = r.Features, Name = "only" }).ToList());
        var error = FitFails<InvalidOperationException>(data);

        StringAssert.Contains(error.Message, "has 1 class, or the data has no rows; a classifier needs at least 2 classes");
    }

    [TestMethod]
    public void Fit_RowsOfOneClassOnly_Throws()
    {
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name)).Fit(_mlContext.Data.LoadFromEnumerable(Patches.Rows(40).ToList()));
        var data = keys.Transform(_mlContext.Data.LoadFromEnumerable(Patches.Rows(40).Where(r => r.Name == Patches.Classes[0]).ToList()));
        var error = FitFails<InvalidOperationException>(data);

        StringAssert.Contains(error.Message, "are of one class");
    }

    [TestMethod]
    public void Fit_NoRows_Throws()
    {
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name)).Fit(_mlContext.Data.LoadFromEnumerable(Patches.Rows(40).ToList()));
        var error = FitFails<InvalidOperationException>(keys.Transform(_mlContext.Data.LoadFromEnumerable(new List<PatchRow>())));

        StringAssert.Contains(error.Message, "The training data has no rows");
    }

    [TestMethod]
    public void Fit_RowsWithoutLabel_AreLeftOutWithAWarning()
    {
        var keys = _mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(PatchRow.Name)).Fit(_mlContext.Data.LoadFromEnumerable(Patches.Rows(40).ToList()));
        var rows = Patches.Rows(60).Select((r, i) => new PatchRow { Features = r.Features, Name = i % 3 == 0 ? "unknown" : r.Name }).ToList();
        var warnings = new List<string>();
        _mlContext.Log += (_, e) => warnings.Add($"{e.Kind} {e.Message}");
        using var model = TrainedModels.Fit(_mlContext, keys.Transform(_mlContext.Data.LoadFromEnumerable(rows)));

        Assert.AreEqual(40 * 5, model.History.Images);
        Assert.IsTrue(warnings.Any(w => w.StartsWith("Warning", StringComparison.Ordinal) && w.Contains("20 rows have no label", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void Fit_FeatureThatIsNoFiniteNumber_SaysWhere(float value)
    {
        var rows = Patches.Rows(20).ToList();
        rows[7].Features[13] = value;
        var error = FitFails<InvalidOperationException>(Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows)));

        StringAssert.Contains(error.Message, "in row 7 (from 0), slot 13");
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(300)]
    public void FitTransformPredictVerify_RowOfOtherLengthThanItsColumn_SayWhichRow(int length)
    {
        var rows = Patches.Rows(60).ToList();
        using var model = TrainedModels.Fit(_mlContext, Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows)));
        rows[3].Features = new float[length];
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        var engine = _mlContext.Model.CreatePredictionEngine<PatchRow, PatchPrediction>(model);
        var attempts = new Action[]
        {
            () => TrainedModels.Fit(_mlContext, data).Dispose(),
            () => _ = _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).ToList(),
            () => engine.Predict(rows[3]),
            () => model.Verify(data),
        };

        engine.Predict(rows[0]);
        foreach (var attempt in attempts)
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(attempt).Message, "is a vector of 256 values, but row ");
    }

    [TestMethod]
    public void Fit_InputShapeOfOtherSize_SaysBoth()
    {
        var error = FitFails<ArgumentException>(Patches.Data(_mlContext, 10), options => options.InputShape = new ImageShape(3, 5, 5));

        StringAssert.Contains(error.Message, "3x5x5, which is 75 values, but the feature column 'Features' has 256");
    }

    [TestMethod]
    public void Fit_ClassesOfATypeThatCannotBeKept_SaysWhichCan()
    {
        var data = Keyed([new DateRow { Features = [1, 2], Name = new DateTime(2026, 1, 1) }, new DateRow { Features = [2, 1], Name = new DateTime(2026, 1, 2) }]);
        var error = FitFails<ArgumentException>(data);

        StringAssert.Contains(error.Message, "are values of type DateTime");
    }

    [TestMethod]
    public void Fit_BadInput_LeavesNoTensorBehind()
    {
        var rows = Patches.Rows(20).ToList();
        rows[7].Features[13] = float.NaN;
        var data = Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));
        var before = LiveTensors.Count();
        FitFails<InvalidOperationException>(data);

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private TException FitFails<TException>(IDataView data, Action<NonNegativeImageClassificationTrainer.Options>? change = null)
        where TException : Exception
    {
        var options = TrainedModels.Options();
        change?.Invoke(options);
        return Assert.ThrowsExactly<TException>(() => _mlContext.MulticlassClassification.Trainers.NonNegative(options).Fit(data).Dispose());
    }

    private IDataView Keyed<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class => Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows));

    private sealed class DoubleRow
    {
        [VectorType(2)]
        public double[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class VariableRow
    {
        public float[] Features { get; set; } = [];

        public string Name { get; set; } = "";
    }

    private sealed class DateRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public DateTime Name { get; set; }
    }

    private sealed class ScalarRow
    {
        public float Features { get; set; }

        public string Name { get; set; } = "";
    }
}
