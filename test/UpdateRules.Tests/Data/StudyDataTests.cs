using NonNegML.Samples.ImageClassification;
using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests.Data;

[TestClass]
public sealed class StudyDataTests
{
    [TestMethod]
    public void New_TrainingImages_HaveMeanZeroAndDeviationOne()
    {
        using var data = SmallData.Read(train: 600, test: 100);

        var (images, _) = data.TrainRows([.. Enumerable.Range(0, 600).Select(i => (long)i)]);

        Assert.AreEqual(0, images.mean().item<float>(), 1e-4);
        Assert.AreEqual(1, images.std().item<float>(), 1e-3);
        CollectionAssert.AreEqual(new long[] { 600, 1, 28, 28 }, images.shape);
        Assert.AreEqual((100, 500), (data.ValidationCount, data.TrainCount - data.ValidationCount));
    }

    [TestMethod]
    public void EvaluationRows_Validation_AreThoseBehindTheTrainedOnes()
    {
        using var data = SmallData.Read(train: 600, test: 100);
        var method = PeerMethods.Get(PeerMethods.Names[0]);
        var spec = SmallData.Spec(data, method, method.Usual) with { EvaluatedOn = EvaluationSet.Validation, TrainImages = 500, EvaluationImages = 100 };

        var (images, labels) = data.EvaluationRows(spec, 20, 30);
        var (expectedImages, expectedLabels) = data.TrainRows([.. Enumerable.Range(520, 30).Select(i => (long)i)]);

        Assert.IsTrue(images.eq(expectedImages).all().item<bool>());
        Assert.IsTrue(labels.eq(expectedLabels).all().item<bool>());
    }

    [TestMethod]
    public void New_OneTrainingImage_SaysThatMoreAreNeeded()
    {
        var one = new LabeledImages("tiny train", new byte[4], new byte[1], ["a", "b"], 2, 2);

        var e = Assert.ThrowsExactly<InvalidDataException>(() => new StudyData("tiny", one, one));

        StringAssert.Contains(e.Message, "tiny train has 1 images; at least 2 are needed");
    }

    [TestMethod]
    public void New_ImagesAllTheSame_AreNotDividedByZero()
    {
        var images = new LabeledImages("grey", new byte[4 * 4], new byte[4], ["a", "b"], 2, 2);
        using var data = new StudyData("grey", images, images);

        Assert.IsTrue(data.TrainRows([0, 1]).Images.isfinite().all().item<bool>());
    }
}
