using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class UpdateGroupTests
{
    public static IEnumerable<object[]> Paths => Way.Paths.Select(path => new object[] { path });

    [TestMethod]
    [DynamicData(nameof(Paths))]
    public void Step_GroupsWithRulesAndRatesOfTheirOwn_EachGoByTheirs(StepPath path)
    {
        var first = OptimizerCases.Options("Adam", UpdateRuleKind.Multiplicative);
        var second = OptimizerCases.Options("SGD with momentum", UpdateRuleKind.Additive);
        var third = OptimizerCases.Options("RMSprop", UpdateRuleKind.Power);
        (first.OuterLearningRate, second.LearningRate, third.OuterLearningRate) = (0.05, 0.3, 0.01);
        MultiplicativeUpdateOptions[] all = [first, second, third];
        var (start, gradients) = EquationContractTests.Draw(9, 5);
        List<Parameter> parameters = [];
        foreach (var options in all)
        {
            options.Path = path;
            parameters.Add(Numbers.Parameter(start, ScalarType.Float32));
        }
        using var optimizer = new MultiplicativeOptimizer(all.Zip(parameters, (options, parameter) => new UpdateGroup([parameter], options)));
        foreach (var gradient in gradients)
        {
            parameters.ForEach(parameter => Numbers.SetGradient(parameter, gradient));
            optimizer.step();
        }

        for (var i = 0; i < all.Length; i++)
        {
            var expected = start.ToArray();
            var step = ScalarReference.Of(all[i]);
            foreach (var gradient in gradients)
                step(expected, gradient);
            var actual = Numbers.Read(parameters[i]);
            for (var k = 0; k < expected.Length; k++)
                Assert.AreEqual(expected[k], actual[k], 1e-5, $"group {i}, element {k}");
            parameters[i].Dispose();
        }
        Assert.HasCount(3, optimizer.Groups);
    }

    [TestMethod]
    [DynamicData(nameof(Paths))]
    public void AddParamGroup_Later_BeginsAtItsFirstStep(StepPath path)
    {
        var options = OptimizerCases.Options("Adam", UpdateRuleKind.Hybrid);
        options.Path = path;
        var (start, gradients) = EquationContractTests.Draw(9, 6);
        using var early = Numbers.Parameter(start, ScalarType.Float32);
        using var late = Numbers.Parameter(start, ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([early], options);
        for (var step = 0; step < 3; step++)
            Step(early, step);
        optimizer.add_param_group(new UpdateGroup([late], options));
        for (var step = 3; step < 6; step++)
        {
            Numbers.SetGradient(late, gradients[step - 3]);
            Step(early, step);
        }
        using var alone = Numbers.Parameter(start, ScalarType.Float32);
        using var expected = new MultiplicativeOptimizer([alone], options);
        for (var step = 0; step < 3; step++)
        {
            Numbers.SetGradient(alone, gradients[step]);
            expected.step();
        }

        Assert.IsTrue(optimizer.DescribePath().Parameters.All(parameter => parameter.Path == path));
        CollectionAssert.AreEqual(Numbers.Read(alone), Numbers.Read(late));
        for (var step = 3; step < 6; step++)
        {
            Numbers.SetGradient(alone, gradients[step]);
            expected.step();
        }
        CollectionAssert.AreEqual(Numbers.Read(alone), Numbers.Read(early));
        Assert.HasCount(2, optimizer.parameters().ToList());

        void Step(Parameter parameter, int step)
        {
            Numbers.SetGradient(parameter, gradients[step]);
            optimizer.step();
        }
    }

    [TestMethod]
    public void AddParamGroup_ParameterThatIsThere_ThrowsAndAddsNothing()
    {
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var other = Numbers.Parameter([1.0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter]);

        var error = Assert.ThrowsExactly<ArgumentException>(() => optimizer.add_param_group(new UpdateGroup([other, parameter])));
        StringAssert.Contains(error.Message, "twice");
        Assert.ThrowsExactly<ArgumentException>(() => optimizer.add_param_group(new UpdateGroup([other, other])));
        Assert.HasCount(1, optimizer.Groups);
        Assert.HasCount(1, optimizer.state_dict().State);
        optimizer.add_param_group(new UpdateGroup([other]));
        Assert.HasCount(2, optimizer.Groups);
    }

    [TestMethod]
    public void Constructor_ParameterTwice_SaysSo()
    {
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new MultiplicativeOptimizer([parameter, parameter])).Message, "twice");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new MultiplicativeOptimizer([new UpdateGroup([parameter]), new UpdateGroup([parameter])])).Message, "twice");
    }

    [TestMethod]
    public void AddParamGroup_GroupOfAnotherType_SaysWhatItTakes()
    {
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var other = Numbers.Parameter([1.0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter]);

        var error = Assert.ThrowsExactly<ArgumentException>(() => optimizer.add_param_group(new ParamGroup<OptimizerOptions>([other])));
        StringAssert.Contains(error.Message, nameof(UpdateGroup));
        Assert.ThrowsExactly<ArgumentNullException>(() => optimizer.add_param_group(null!));
        Assert.ThrowsExactly<ArgumentException>(() => optimizer.add_param_group(new UpdateGroup([])));
    }

    [TestMethod]
    public void Constructor_GroupsWithOtherGuards_Throws()
    {
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var other = Numbers.Parameter([1.0], ScalarType.Float32);
        foreach (var options in new MultiplicativeUpdateOptions[] { new() { MaximumGradientNorm = 1 }, new() { MaximumGradientValue = 1 }, new() { NonFiniteGradients = NonFiniteGradients.Throw } })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => new MultiplicativeOptimizer([new UpdateGroup([parameter]), new UpdateGroup([other], options)]));
            StringAssert.Contains(error.Message, "agree");
        }
    }

    [TestMethod]
    public void Constructor_NoGroups_Throws() => Assert.ThrowsExactly<ArgumentException>(() => new MultiplicativeOptimizer(new List<UpdateGroup>()));

    [TestMethod]
    [DataRow(UpdateRuleKind.Additive)]
    [DataRow(UpdateRuleKind.Multiplicative)]
    [DataRow(UpdateRuleKind.Hybrid)]
    [DataRow(UpdateRuleKind.Power)]
    [DataRow(UpdateRuleKind.ExponentiatedGradient)]
    [DataRow(UpdateRuleKind.Projected)]
    [DataRow(UpdateRuleKind.Reflected)]
    public void Step_UnderSchedulersOfTorchSharp_GoesByTheirRates(UpdateRuleKind rule)
    {
        foreach (var path in Way.Paths)
            foreach (var schedule in new Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>[]
            {
                optimizer => optim.lr_scheduler.StepLR(optimizer, 2, 0.5), optimizer => optim.lr_scheduler.ExponentialLR(optimizer, 0.8),
                optimizer => optim.lr_scheduler.CosineAnnealingLR(optimizer, 10), optimizer => optim.lr_scheduler.LambdaLR(optimizer, epoch => 1 / (1.0 + epoch)),
            })
            {
                var options = OptimizerCases.Options("Adam", rule);
                options.Path = path;
                var (start, gradients) = EquationContractTests.Draw(5, 6);
                using var parameter = Numbers.Parameter(start, ScalarType.Float32);
                using var optimizer = new MultiplicativeOptimizer([parameter], options);
                var scheduler = schedule(optimizer);
                var scheduled = options.Copy();
                var step = ScalarReference.Of(scheduled);
                var expected = start.ToArray();
                var initial = rule is UpdateRuleKind.Multiplicative or UpdateRuleKind.Power ? options.OuterLearningRate!.Value : options.LearningRate!.Value;
                foreach (var gradient in gradients)
                {
                    // What the scheduler shows is eta, or eta_out of the rules that have no other; both are scaled alike.
                    var ratio = optimizer.ParamGroups.Single().LearningRate / initial;
                    (scheduled.LearningRate, scheduled.OuterLearningRate) = (options.LearningRate * ratio, options.OuterLearningRate * ratio);
                    step(expected, gradient);
                    Numbers.SetGradient(parameter, gradient);
                    optimizer.step();
                    scheduler.step();
                }

                Assert.AreNotEqual(initial, optimizer.ParamGroups.Single().LearningRate);
                var actual = Numbers.Read(parameter);
                for (var i = 0; i < expected.Length; i++)
                    Assert.AreEqual(expected[i], actual[i], 1e-5, $"{path}, element {i}");
            }
    }

    [TestMethod]
    public void Step_ScheduledBeyondWhatTheRuleAllows_ThrowsAndChangesNothing()
    {
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter], new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 0.5 });
        Numbers.SetGradient(parameter, [1.0]);
        optimizer.ParamGroups.Single().LearningRate = 1.5;

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => optimizer.step());
        Assert.AreEqual(1f, parameter.item<float>());
        Assert.AreEqual(0, ((ParameterState)optimizer.state_dict().State.Single()).Step);
        optimizer.ParamGroups.Single().LearningRate = 1;
        optimizer.step();
        Assert.AreNotEqual(1f, parameter.item<float>());
    }

    [TestMethod]
    [DynamicData(nameof(Paths))]
    public void Rates_SetBetweenSteps_AreThoseOfTheNextStep(StepPath path)
    {
        var options = OptimizerCases.Options("SGD", UpdateRuleKind.Hybrid);
        options.Path = path;
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        using var optimizer = new MultiplicativeOptimizer([parameter], options);
        optimizer.Groups[0].Rates = new UpdateRates(0.5, 2, 0.25, 0.75);
        Numbers.SetGradient(parameter, [1.0]);
        optimizer.step();

        Assert.AreEqual(1 - (0.75 * Math.Tanh(2) * 0.25 + 0.25 * 0.5), parameter.item<float>(), 1e-6);
    }

    [TestMethod]
    [DataRow(-1.0)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void Rates_OutOfRange_AreRefused(double rate)
    {
        using var parameter = Numbers.Parameter([1.0], ScalarType.Float32);
        var group = new UpdateGroup([parameter], new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Multiplicative });
        var before = group.Rates;

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => group.Rates = before with { LearningRate = rate });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => group.Rates = before with { InnerLearningRate = rate });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => group.Rates = before with { OuterLearningRate = rate });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => group.Rates = before with { MultiplicativeShare = rate });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => group.Rates = before with { OuterLearningRate = 1.01 });
        Assert.AreEqual(before, group.Rates);
    }
}
