using Microsoft.ML.MultiplicativeUpdates;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Isomorphic;

/// <summary>A thousand steps on every kind of layer, under every direction: no sign changes, no zero grows, nothing becomes zero.</summary>
[TestClass]
public sealed class SignPreservingTrainingTests
{
    private const int Steps = 1_000;

    [TestMethod]
    [DataRow(DirectionKind.Sgd, 0.9, 0.6)]
    [DataRow(DirectionKind.Sgd, 1, 0.05)]
    [DataRow(DirectionKind.Adam, 1, 0.01)]
    public void Step_AThousandTimes_ChangesWeightsButNoSignAndNoZero(DirectionKind direction, double inner, double outer)
    {
        using var signed = TestNetworks.Signed(TestNetworks.Residual(Activations.Sinusoidal));
        using var network = signed.ToNonNegative(SignalRange.Unit);
        var before = Values(network);
        using var optimizer = new MultiplicativeOptimizer(network.parameters(), new MultiplicativeUpdateOptions
        {
            Direction = direction,
            Rule = UpdateRuleKind.Multiplicative,
            InnerLearningRate = inner,
            OuterLearningRate = outer,
            Zeros = ZeroPolicy.Freeze,
        });
        using var inputs = TestNetworks.Inputs(network.Description, 8);
        using var labels = tensor(Enumerable.Range(0, 8).Select(i => (long)(i % network.Description.Classes)).ToArray());
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.forward(inputs), labels).backward();
            optimizer.step();
        }
        var after = Values(network);

        for (var p = 0; p < before.Count; p++)
            CollectionAssert.AreEqual(before[p].Select(Math.Sign).ToList(), after[p].Select(Math.Sign).ToList(), $"parameter {p}");
        Assert.IsTrue(before.Zip(after).Any(pair => !pair.First.SequenceEqual(pair.Second)));
        var report = EquivalenceCheck.Run(network, [inputs]);
        Assert.IsTrue(report.IsNonNegative, report.ToString());
        using var recovered = network.ToSigned();
        Assert.IsTrue(EquivalenceCheck.Run(network, [inputs], recovered).IsEquivalent);
    }

    private static List<float[]> Values(NonNegativeNetwork network) =>
        [.. TestNetworks.Parameters(network).Select(values => values.detach().contiguous().data<float>().ToArray())];
}
