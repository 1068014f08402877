using Microsoft.ML.NonNegative.Tests.Hardware;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

[TestClass]
public sealed class ExportForHardwareTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [TestMethod]
    public void ExportForHardware_OfANonNegativeModel_WritesWhatNumpyReads()
    {
        var data = Patches.Data(_mlContext, 60);
        using var model = TrainedModels.Fit(_mlContext, data);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            model.ExportForHardware(path);
            var archive = new NpzArchive(File.ReadAllBytes(path));

            Assert.AreEqual("nonnegml.split-network", archive.Graph.GetProperty("format").GetString());
            Assert.AreEqual(0.0, archive.Graph.GetProperty("input").GetProperty("lower").GetDouble());
            Assert.AreEqual(1.0, archive.Graph.GetProperty("input").GetProperty("upper").GetDouble());
            Assert.HasCount(1 + 2 * 4, archive.Names);
            CollectionAssert.AreEqual(new long[] { 24, Patches.Size }, archive.Array("layer000.w_plus").Shape);
            Assert.IsGreaterThanOrEqualTo(0.0, archive.Array("layer001.w_minus").Values.Min());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void ExportForHardware_OfASignedModel_SaysWhatToDo()
    {
        var data = Patches.Data(_mlContext, 60);
        using var signed = TrainedModels.Fit(_mlContext, data, WeightConstraint.Signed);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => signed.ExportForHardware(path));

        Assert.AreEqual("The model is signed; ToNonNegative gives the non-negative one to export.", error.Message);
        Assert.IsFalse(File.Exists(path));
    }

    [TestMethod]
    public void ExportForHardware_PathWithoutName_Throws()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));

        Assert.ThrowsExactly<ArgumentException>(() => model.ExportForHardware(" "));
    }

    [TestMethod]
    public void ExportForHardware_Afterwards_LeavesNoTensorBehind()
    {
        using var model = TrainedModels.Fit(_mlContext, Patches.Data(_mlContext, 60));
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            model.ExportForHardware(path);
            var before = LiveTensors.Count();
            model.ExportForHardware(path);

            Assert.AreEqual(before, LiveTensors.Now());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void FeatureRange_OfATrainedModel_IsThatOfItsTrainingData()
    {
        var rows = Patches.Rows(60).Select(r => new PatchRow { Features = [.. r.Features.Select(v => 300 * v - 100)], Name = r.Name }).ToList();
        using var model = TrainedModels.Fit(_mlContext, Patches.Keyed(_mlContext, _mlContext.Data.LoadFromEnumerable(rows)));

        Assert.AreEqual(new SignalRange(rows.Min(r => r.Features.Min()), rows.Max(r => r.Features.Max())), model.FeatureRange);
    }
}
