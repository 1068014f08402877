using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class MultiplicativeOptimizerTests
{
    public static IEnumerable<object[]> Pairs =>
        from direction in new[] { DirectionKind.Sgd, DirectionKind.Adam }
        from rule in new[] { UpdateRuleKind.Additive, UpdateRuleKind.Multiplicative, UpdateRuleKind.Hybrid }
        select new object[] { direction, rule };

    [TestMethod]
    [DynamicData(nameof(Pairs))]
    public void Step_OnAQuadratic_DescendsToItsMinimum(DirectionKind direction, UpdateRuleKind rule)
    {
        using var parameter = new Parameter(tensor(new[] { 3.0, 0.5 }));
        var options = GoldenValues.Options(direction, rule);
        using var optimizer = new MultiplicativeOptimizer([parameter], options);
        using var target = tensor(new[] { 1.0, 2.0 });
        var first = Loss();
        for (var i = 0; i < 500; i++)
        {
            optimizer.zero_grad();
            using var loss = parameter.sub(target).square().sum();
            loss.backward();
            optimizer.step();
        }

        Assert.IsLessThan(0.01 * first, Loss());

        double Loss() => parameter.sub(target).square().sum().item<double>();
    }

    [TestMethod]
    [DataRow(DirectionKind.Sgd)]
    [DataRow(DirectionKind.Adam)]
    public void Step_MultiplicativeRuleWithHugeGradients_ChangesNoSignAndMovesNoZero(DirectionKind direction)
    {
        float[] start = [1e-30f, -1e-30f, 1, -1, 1e20f, -1e20f, 0, 3];
        using var parameter = new Parameter(tensor(start));
        using var optimizer = new MultiplicativeOptimizer([parameter], new MultiplicativeUpdateOptions
        {
            Rule = UpdateRuleKind.Multiplicative,
            Direction = direction,
            OuterLearningRate = 0.9,
            InnerLearningRate = 10,
        });
        var random = new Random(7);
        for (var step = 0; step < 20; step++)
        {
            SetGradient(parameter, [.. start.Select(_ => (float)((random.NextDouble() - 0.5) * 1e10))]);
            optimizer.step();
        }

        var end = parameter.data<float>().ToArray();
        for (var i = 0; i < start.Length; i++)
            Assert.AreEqual(Math.Sign(start[i]), Math.Sign(end[i]), $"element {i}: {start[i]} became {end[i]}");
        Assert.IsFalse(start.SequenceEqual(end));
    }

    [TestMethod]
    public void Step_WithMomentum_AddsUpTheGradients()
    {
        using var parameter = new Parameter(tensor(new[] { 1.0 }));
        using var optimizer = new MultiplicativeOptimizer([parameter], new SgdDirection(momentum: 0.5), new AdditiveRule(), new() { LearningRate = 0.1 });
        SetGradient(parameter, [1.0]);
        optimizer.step();
        optimizer.step();

        // m_1 = 1, m_2 = .5 * 1 + 1; theta = 1 - .1 (1 + 1.5)
        Assert.AreEqual(0.75, parameter.item<double>(), 1e-15);
    }

    [TestMethod]
    public void Step_ParameterWithoutGradient_StaysAsItIs()
    {
        using var trained = new Parameter(tensor(new[] { 1.0 }));
        using var untouched = new Parameter(tensor(new[] { 1.0 }));
        using var optimizer = new MultiplicativeOptimizer([trained, untouched]);
        SetGradient(trained, [1.0]);
        optimizer.step();

        Assert.AreNotEqual(1.0, trained.item<double>());
        Assert.AreEqual(1.0, untouched.item<double>());
    }

    [TestMethod]
    public void Step_WithClosure_ReturnsItsLoss()
    {
        using var parameter = new Parameter(tensor(new[] { 2.0 }));
        using var optimizer = new MultiplicativeOptimizer([parameter]);
        using var loss = optimizer.step(() =>
        {
            var value = parameter.square().sum();
            value.backward();
            return value;
        });

        Assert.AreEqual(4.0, loss!.item<double>());
        Assert.AreNotEqual(2.0, parameter.item<double>());
    }

    [TestMethod]
    public void Step_RuleOfYourOwn_IsApplied()
    {
        using var parameter = new Parameter(tensor(new[] { 5.0 }));
        using var optimizer = new MultiplicativeOptimizer([parameter], new SgdDirection(), new SignRule(), new() { LearningRate = 1 });
        SetGradient(parameter, [123.0]);
        optimizer.step();

        Assert.AreEqual(4.0, parameter.item<double>());
    }

    [TestMethod]
    public void Step_UnderAScheduler_FollowsItsLearningRate()
    {
        using var parameter = new Parameter(tensor(new[] { 1.0 }));
        using var optimizer = new MultiplicativeOptimizer([parameter], new SgdDirection(), new AdditiveRule(), new() { LearningRate = 0.1 });
        var scheduler = optim.lr_scheduler.StepLR(optimizer, step_size: 1, gamma: 0.1);
        SetGradient(parameter, [1.0]);
        optimizer.step();
        scheduler.step();
        optimizer.step();

        Assert.AreEqual(1 - 0.1 - 0.01, parameter.item<double>(), 1e-15);
    }

    [TestMethod]
    [DynamicData(nameof(Pairs))]
    public void LoadStateDict_AfterSave_ContinuesBitForBit(DirectionKind direction, UpdateRuleKind rule)
    {
        using var straight = new Parameter(tensor(GoldenValues.Start));
        using var resumed = new Parameter(tensor(GoldenValues.Start));
        var options = GoldenValues.Options(direction, rule);
        options.Momentum = 0.9;
        using var whole = new MultiplicativeOptimizer([straight], options);
        using var before = new MultiplicativeOptimizer([resumed], options);
        using var after = new MultiplicativeOptimizer([resumed], options);
        foreach (var gradient in GoldenValues.Gradients)
        {
            SetGradient(straight, gradient);
            whole.step();
        }
        SetGradient(resumed, GoldenValues.Gradients[0]);
        before.step();
        using var stream = new MemoryStream();
        before.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        after.load_state_dict(new BinaryReader(stream));
        foreach (var gradient in GoldenValues.Gradients.Skip(1))
        {
            SetGradient(resumed, gradient);
            after.step();
        }

        CollectionAssert.AreEqual(straight.data<double>().ToArray(), resumed.data<double>().ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Pairs))]
    public void Dispose_AfterManySteps_LeavesNoTensorBehind(DirectionKind direction, UpdateRuleKind rule)
    {
        using var parameter = new Parameter(tensor(GoldenValues.Start));
        SetGradient(parameter, GoldenValues.Gradients[0]);
        var before = LiveTensors.Count();
        using (var optimizer = new MultiplicativeOptimizer([parameter], GoldenValues.Options(direction, rule)))
            for (var step = 0; step < 100; step++)
                optimizer.step();

        Assert.AreEqual(before, LiveTensors.Count());
    }

    [TestMethod]
    public void Constructor_WithoutParameters_SaysSo()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => new MultiplicativeOptimizer([]));

        StringAssert.Contains(error.Message, "no parameters");
    }

    [TestMethod]
    public void Constructor_WithInvalidOptions_Throws() =>
        Assert.ThrowsExactly<ArgumentException>(() =>
        {
            using var parameter = new Parameter(zeros(1));
            _ = new MultiplicativeOptimizer([parameter], new MultiplicativeUpdateOptions { LearningRate = -1 });
        });

    private static void SetGradient<T>(Parameter parameter, T[] values)
        where T : struct
    {
        using var scope = NewDisposeScope();
        var gradient = values is float[] floats ? tensor(floats) : tensor((double[])(object)values);
        parameter.grad = gradient.to(parameter.dtype).DetachFromDisposeScope();
    }

    private sealed class SignRule : UpdateRule
    {
        public override void Apply(Tensor parameter, Tensor direction, UpdateRates rates)
        {
            using var sign = direction.sign();
            parameter.add_(sign, -rates.LearningRate);
        }
    }
}
