using NonNegML.Samples.UpdateRules;
using static TorchSharp.torch;

namespace UpdateRules.Tests.Training;

[TestClass]
public sealed class SmallNetworkTests
{
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(0.1)]
    public void Initialize_Scale_GivesThatManyTimesHesDeviation(double scale)
    {
        using var network = SmallNetwork.Create(28, 28, 10);
        SmallNetwork.Initialize(network, scale, new Random(1));

        foreach (var parameter in network.parameters())
        {
            if (!SmallNetwork.IsWeight(parameter))
            {
                Assert.AreEqual(0, parameter.abs().sum().item<float>());
                continue;
            }
            var fanIn = parameter.numel() / parameter.shape[0];
            Assert.AreEqual(scale * Math.Sqrt(2.0 / fanIn), parameter.std().item<float>(), 0.15 * scale * Math.Sqrt(2.0 / fanIn));
        }
    }

    [TestMethod]
    public void Initialize_OtherScale_GivesTheSameWeightsTimesTheScale()
    {
        using var one = SmallNetwork.Create(28, 28, 10);
        using var ten = SmallNetwork.Create(28, 28, 10);
        SmallNetwork.Initialize(one, 1, new Random(7));
        SmallNetwork.Initialize(ten, 10, new Random(7));

        foreach (var (a, b) in one.parameters().Zip(ten.parameters()))
            Assert.IsTrue(a.mul(10).allclose(b));
    }

    [TestMethod]
    [DataRow(28, 28)]
    [DataRow(1, 1)]
    [DataRow(13, 30)]
    public void Create_AnySize_GivesAScoreForEachClass(int height, int width)
    {
        using var network = SmallNetwork.Create(height, width, 7);

        CollectionAssert.AreEqual(new long[] { 2, 7 }, network.call(zeros(2, 1, height, width)).shape);
    }
}
