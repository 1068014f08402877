using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Safety;

/// <summary>What must never become a wrong weight or a stray write: it is refused, or it is right.</summary>
[TestClass]
public sealed class MisuseTests
{
    [TestMethod]
    public void LoadStateDict_OfAnotherShape_IsRefusedAndChangesNothing()
    {
        using var small = new Parameter(ones(4));
        using var large = new Parameter(ones(1024));
        using var saved = new MultiplicativeOptimizer([small]);
        using var victim = new MultiplicativeOptimizer([large]);
        Step(saved, small, 1);
        Step(victim, large, 1);
        using var stream = new MemoryStream();
        saved.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;

        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => victim.load_state_dict(new BinaryReader(stream))).Message, "belongs to another network");
        Assert.ThrowsExactly<InvalidDataException>(() => victim.load_state_dict(saved.state_dict()));
        Step(victim, large, 1);
        Assert.IsTrue(large.isfinite().all().item<bool>());
    }

    [TestMethod]
    public void LoadStateDict_AfterSave_BringsRatesBack()
    {
        using var parameter = new Parameter(ones(4));
        using var saved = new MultiplicativeOptimizer([parameter], new() { MultiplicativeShare = 0.9, LearningRate = 0.2 });
        using var loaded = new MultiplicativeOptimizer([parameter]);
        using var stream = new MemoryStream();
        saved.save_state_dict(new BinaryWriter(stream));
        stream.Position = 0;
        loaded.load_state_dict(new BinaryReader(stream));

        Assert.AreEqual(saved.Groups[0].CurrentRates, loaded.Groups[0].CurrentRates);
    }

    [TestMethod]
    public void Load_IntoAnOptimizerWithOtherRates_GivesTheSavedOnes()
    {
        using var parameter = new Parameter(ones(4));
        using var saved = new MultiplicativeOptimizer([parameter], new() { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 0.01 });
        using var loaded = new MultiplicativeOptimizer([parameter], new() { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 0.001 });
        saved.Groups[0].LearningRate = 0.005;
        using var stream = new MemoryStream();
        saved.Save(stream);
        stream.Position = 0;
        loaded.Load(stream);

        Assert.AreEqual(0.005, loaded.Groups[0].CurrentRates.OuterLearningRate, 1e-15);
    }

    [TestMethod]
    public void Moments_DisposedBySomebody_AreAnErrorAndNoStrayWrite()
    {
        using var parameter = new Parameter(ones(4));
        using var optimizer = new MultiplicativeOptimizer([parameter]);
        Step(optimizer, parameter, 1);
        ((ParameterState)optimizer.state_dict().State[0]).Moments[0].Tensor.Dispose();

        Assert.ThrowsExactly<InvalidOperationException>(() => Step(optimizer, parameter, 1));
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Flat)]
    [DataRow(StepPath.Tensors)]
    public void Step_GradientOfAnotherSize_IsRefused(StepPath path)
    {
        using var parameter = new Parameter(ones(4096));
        using var optimizer = new MultiplicativeOptimizer([parameter], new() { Path = path });
        using var gradient = ones(1);
        parameter.grad = gradient;

        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => optimizer.step()).Message, "4096");
        Assert.AreEqual(4096f, parameter.sum().item<float>());
    }

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(-0.1)]
    public void Step_ScheduledRateThatIsNone_IsRefused(double rate)
    {
        foreach (var rule in Enum.GetValues<UpdateRuleKind>())
        {
            using var parameter = new Parameter(ones(4));
            using var optimizer = new MultiplicativeOptimizer([parameter], new() { Rule = rule });
            optimizer.Groups[0].LearningRate = rate;

            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Step(optimizer, parameter, 1), rule.ToString());
            Assert.AreEqual(4f, parameter.sum().item<float>());
        }
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Flat)]
    [DataRow(StepPath.Tensors)]
    public void Step_DecoupledDecayUnderASchedule_DecaysWithTheRateOfTheStep(StepPath path)
    {
        using var parameter = new Parameter(ones(4));
        using var optimizer = new MultiplicativeOptimizer([parameter], new()
        {
            Path = path, Rule = UpdateRuleKind.Additive, Direction = DirectionKind.Sgd, LearningRate = 0.1, WeightDecay = 0.5, WeightDecayKind = WeightDecayKind.Decoupled,
        });
        optimizer.Groups[0].Rates = optimizer.Groups[0].Rates with { LearningRate = 1e-4 };
        Step(optimizer, parameter, 0);

        Assert.AreEqual(1 - 0.5 * 1e-4, parameter[0].item<float>(), 1e-7);
    }

    [TestMethod]
    public void Constructor_DecayThatLeavesNothing_IsRefused()
    {
        using var parameter = new Parameter(ones(4));

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new MultiplicativeOptimizer([parameter], new() { LearningRate = 0.5, WeightDecay = 2, WeightDecayKind = WeightDecayKind.Decoupled }));
    }

    [TestMethod]
    public void Step_WeightsLoadedAfterTheOptimizerWasBuilt_AreNoZeros()
    {
        using var bias = new Parameter(zeros(4));
        using var optimizer = new MultiplicativeOptimizer([bias], new() { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 0.5, LearningRate = 1 });
        using (no_grad())
            bias.fill_(0.05);
        Step(optimizer, bias, 1);

        Assert.IsGreaterThan(0f, bias.min().item<float>());
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Tensors)]
    public void Step_GrowingWithoutEnd_StaysFinite(StepPath path)
    {
        foreach (var rule in new[] { UpdateRuleKind.Multiplicative, UpdateRuleKind.Power, UpdateRuleKind.ExponentiatedGradient })
        {
            using var parameter = new Parameter(ones(4));
            using var optimizer = new MultiplicativeOptimizer([parameter], new() { Path = path, Rule = rule, Direction = DirectionKind.Sgd, LearningRate = 1, OuterLearningRate = 1 });
            for (var step = 0; step < 200; step++)
                Step(optimizer, parameter, -1e6f);
            Assert.AreEqual(float.MaxValue, parameter[0].item<float>(), rule.ToString());
            Step(optimizer, parameter, 0.5f);

            Assert.IsTrue(parameter.isfinite().all().item<bool>() && parameter[0].item<float>() is > 0 and < float.MaxValue, rule.ToString());
        }
    }

    [TestMethod]
    [DataRow(StepPath.Fused)]
    [DataRow(StepPath.Flat)]
    [DataRow(StepPath.Tensors)]
    public void Step_ParameterUnderTwoNames_MovesOnce(StepPath path)
    {
        using var one = new Parameter(ones(4));
        using var tied = new Parameter(one.alias());
        using var optimizer = new MultiplicativeOptimizer([one, tied], new() { Path = path, Rule = UpdateRuleKind.Additive, Direction = DirectionKind.Sgd, LearningRate = 0.1 });
        using var gradient = ones(4);
        one.grad = gradient;
        tied.grad = gradient;
        optimizer.step();

        Assert.AreEqual(0.9f, one[0].item<float>(), 1e-6f);
        Assert.AreEqual(0.9f, tied[0].item<float>(), 1e-6f);
    }

    [TestMethod]
    public void Step_AfterDispose_Throws()
    {
        using var parameter = new Parameter(ones(4));
        var optimizer = new MultiplicativeOptimizer([parameter]);
        optimizer.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => optimizer.step());
    }

    [TestMethod]
    public void Constructor_DirectionOfItsOwn_HasThatDirectionsDefaultRates()
    {
        using var parameter = new Parameter(ones(4));
        using var optimizer = new MultiplicativeOptimizer([parameter], new SgdDirection(), new AdditiveRule());

        Assert.AreEqual(0.01, optimizer.Groups[0].CurrentRates.LearningRate);
    }

    private static void Step(FirstOrderOptimizer optimizer, Parameter parameter, float gradient)
    {
        using var scope = NewDisposeScope();
        parameter.grad = full(parameter.shape, gradient);
        optimizer.step();
    }
}
