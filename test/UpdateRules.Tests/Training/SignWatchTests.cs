using NonNegML.Samples.UpdateRules;
using static TorchSharp.torch;

namespace UpdateRules.Tests.Training;

[TestClass]
public sealed class SignWatchTests
{
    [TestMethod]
    public void Changed_SomeWeightsTurned_CountsThoseOfTheOppositeSign()
    {
        using var network = nn.Linear(2, 2);
        var weight = network.parameters().Single(SmallNetwork.IsWeight);
        using var quiet = no_grad();
        weight.copy_(tensor(new float[] { 1, -1, 1e-30f, 5 }, [2, 2]));
        using var watch = new SignWatch(network);

        weight.copy_(tensor(new float[] { 3, 2, -1e-30f, 0 }, [2, 2]));

        Assert.AreEqual(0.5, watch.Changed());
    }
}
