using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

[TestClass]
public sealed class MadamTests
{
    [TestMethod]
    [DataRow(3.0, 10.0, 0.999)]
    [DataRow(1.0, 10.0, 0.999)]
    [DataRow(3.0, 0.7, 0.9)]
    public void Step_RandomGradients_AreThoseOfTheEquation(double weightBound, double gradientBound, double beta)
    {
        const double rate = 0.05;
        var start = PeerRun.Draw(new Random(1), 12);
        start[3] = 0;
        foreach (var shape in new long[][] { [3, 4], [12] })
        {
            PeerRun.AssertMatches(
                PeerReference.Madam(rate, weightBound, gradientBound, beta), parameter => new Madam([parameter], rate, weightBound, gradientBound, beta), start, shape);
        }
    }

    [TestMethod]
    public void Step_AllZeroParameter_GetsAnAdditiveStepUnlessTold() =>
        PeerRun.AssertMatches(PeerReference.AdditiveMadam(0.05), parameter => new Madam([parameter], 0.05), new double[3], 3);

    [TestMethod]
    public void Step_AllZeroParameterThatIsFrozen_StaysZero() =>
        CollectionAssert.AreEqual(new double[3], PeerRun.Optimize(parameter => new Madam([parameter], zeros: ZeroPolicy.Freeze), [0, 0, 0], PeerRun.Gradients(3), float64, 3));

    [TestMethod]
    public void Step_AllZeroParameterToBePerturbed_IsDrawnFromItsSeed()
    {
        double[] Drawn(int seed)
        {
            using var parameter = new Parameter(zeros(1000));
            using var optimizer = new Madam([parameter], zeros: ZeroPolicy.Perturb, seed: seed);
            optimizer.step();
            return PeerRun.Values(parameter);
        }

        var drawn = Drawn(1);
        Assert.AreEqual(0.2, PeerReference.Norm(drawn) / Math.Sqrt(1000), 0.02);
        CollectionAssert.AreEqual(drawn, Drawn(1));
        CollectionAssert.AreNotEqual(drawn, Drawn(2));
    }

    [TestMethod]
    public void Step_AllZeroParameterResumedWhenItIsNotZeroAnyMore_StaysAdditive()
    {
        using var straight = new Parameter(zeros(3));
        using var resumed = new Parameter(zeros(3));
        using var whole = new Madam([straight], 0.1);
        using var first = new Madam([resumed], 0.1);
        Step(whole, straight, 1);
        Step(first, resumed, 1);
        using var stream = new MemoryStream();
        first.Save(stream);
        stream.Position = 0;
        using var second = new Madam([resumed], 0.1);
        second.Load(stream);
        for (var step = 0; step < 5; step++)
        {
            Step(whole, straight, -1);
            Step(second, resumed, -1);
        }

        CollectionAssert.AreEqual(PeerRun.Values(straight), PeerRun.Values(resumed));
        Assert.IsTrue(PeerRun.Values(resumed).All(value => value > 0), "An additive step may change signs.");

        static void Step(Madam optimizer, Parameter parameter, double slope)
        {
            PeerRun.SetGradient(parameter, slope, 2 * slope, 3 * slope);
            optimizer.step();
        }
    }

    [TestMethod]
    [DataRow(0.01)]
    [DataRow(1.0)]
    public void Step_HugeTinyAndZeroGradients_ChangesNoSign(double rate)
    {
        float[] start = [1e-30f, -1e-30f, 1, -1, 1e15f, -1e15f, 0, 3, -2, 0.1f, -0.1f, 5];
        double[] magnitudes = [0, 1e-45, 1e-30, 1e-10, 1, 1e10, 1e30, float.MaxValue];
        using var parameter = new Parameter(tensor(start));
        using var optimizer = new Madam([parameter], rate);
        var random = new Random(7);
        for (var step = 0; step < 300; step++)
        {
            PeerRun.SetGradient(parameter, [.. start.Select(_ => (random.Next(2) * 2 - 1) * magnitudes[random.Next(magnitudes.Length)])]);
            optimizer.step();
            var now = PeerRun.Values(parameter);
            for (var i = 0; i < start.Length; i++)
                Assert.IsTrue(now[i] * start[i] >= 0 && double.IsFinite(now[i]) && (now[i] != 0 || rate == 1 || start[i] == 0), $"step {step}: {start[i]} became {now[i]}");
        }

        CollectionAssert.AreNotEqual(start.Select(value => (double)value).ToArray(), PeerRun.Values(parameter));
    }

    [TestMethod]
    public void Step_TinyWeights_KeepsTheirLimit()
    {
        // Their squares vanish in single precision.
        var end = PeerRun.Optimize(parameter => new Madam([parameter], 0.1), [1e-30, -1e-30], [[-1, -1]], float32, 2);

        PeerRun.AssertNear([1e-30 * Math.Exp(0.1), -1e-30 * Math.Exp(-0.1)], end, 1e-5);
    }

    [TestMethod]
    public void Step_OnAQuadratic_DescendsToItsMinimum() =>
        Assert.IsLessThan(0.1, PeerRun.Descend(parameter => new Madam([parameter]), [3, 0.5, -0.2], [1, 2, -1], 500, 3));

    [TestMethod]
    public void Constructor_Defaults_AreThePapers()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = new Madam([parameter]);
        Assert.AreEqual(0.01, optimizer.ParamGroups.Single().LearningRate);
        double[] start = [1, -2, 3];
        var gradients = PeerRun.Gradients(3);

        CollectionAssert.AreEqual(
            PeerRun.Optimize(parameter => new Madam([parameter], 0.01, 3, 10, 0.999, ZeroPolicy.Additive, 0), start, gradients, float64, 3),
            PeerRun.Optimize(parameter => new Madam([parameter]), start, gradients, float64, 3));
    }

    [TestMethod]
    public void Constructor_NumberOutOfRange_SaysWhich()
    {
        using var parameter = new Parameter(ones(1));

        foreach (var bound in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            PeerOptimizerTests.AssertRange("weightBound", bound, "It must be greater than 0 and finite.", () => new Madam([parameter], weightBound: bound));
            PeerOptimizerTests.AssertRange("gradientBound", bound, "It must be greater than 0 and finite.", () => new Madam([parameter], gradientBound: bound));
        }
        foreach (var decay in new[] { 1, -0.1, double.NaN })
            PeerOptimizerTests.AssertRange("beta", decay, "It must be at least 0 and less than 1.", () => new Madam([parameter], beta: decay));
        PeerOptimizerTests.AssertRange("zeros", (ZeroPolicy)9, "It is no policy for zeros.", () => new Madam([parameter], zeros: (ZeroPolicy)9));
    }
}
