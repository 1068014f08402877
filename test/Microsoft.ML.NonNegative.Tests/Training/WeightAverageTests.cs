using static Microsoft.ML.NonNegative.Tests.Training.TestLoop;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Training;

[TestClass]
public sealed class WeightAverageTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.5)]
    [DataRow(0.999)]
    public void Update_SomeSteps_IsTheMovingAverageOfTheFormula(double decay)
    {
        using var network = Network();
        var expected = Weights(network).Select(weight => (double)weight).ToList();
        using var average = new WeightAverage(network, decay);
        for (var step = 0; step < 20; step++)
        {
            Shift(network, step);
            average.Update();
            var d = Math.Min(decay, (1.0 + step) / (10 + step));
            expected = [.. expected.Zip(Weights(network), (old, weight) => d * old + (1 - d) * weight)];
        }
        average.Take();

        foreach (var (one, other) in expected.Zip(Weights(network)))
            Assert.AreEqual(one, other, 1e-5 * Math.Max(1, Math.Abs(one)));
    }

    [TestMethod]
    public void Show_Disposed_GivesTheWeightsBackBitForBit()
    {
        using var network = Network();
        using var average = new WeightAverage(network, 0.9);
        Shift(network, 1);
        average.Update();
        var weights = Weights(network);
        using (average.Show())
            CollectionAssert.AreNotEqual(weights, Weights(network));

        CollectionAssert.AreEqual(weights, Weights(network));
    }

    private static void Shift(SignedNetwork network, int step)
    {
        using var withoutGradients = no_grad();
        foreach (var layer in network.Layers)
            layer.Weight.add_(0.1 * Math.Sin(step));
    }
}
