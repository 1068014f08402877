using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

/// <summary>What all peers have in common.</summary>
[TestClass]
public sealed class PeerOptimizerTests
{
    private static readonly double[] Start = [0.5, -1.5, 2, -0.25, 1, 0.75];

    public static IEnumerable<object[]> Names => PeerRun.Names.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Constructor_Faults_SaysWhich(string name)
    {
        using var parameter = new Parameter(ones(2));

        Assert.AreEqual("parameters", Assert.ThrowsExactly<ArgumentNullException>(() => PeerRun.Create(name, null!)).ParamName);
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => PeerRun.Create(name, [])).Message, "The optimizer got no parameters to train.");
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => PeerRun.Create(name, [parameter, parameter])).Message, "The optimizer got a parameter twice.");
        foreach (var rate in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            AssertRange("learningRate", rate, "It must be greater than 0 and finite.", () => PeerRun.Create(name, [parameter], rate));
        AssertRange("guard", (NonFiniteGradients)9, "It is no policy for gradients.", () => PeerRun.Create(name, [parameter], guard: new((NonFiniteGradients)9)));
        AssertRange("guard", 0.0, "It must be greater than 0 and finite.", () => PeerRun.Create(name, [parameter], guard: new(MaximumNorm: 0)));
        AssertRange("guard", double.NaN, "It must be greater than 0 and finite.", () => PeerRun.Create(name, [parameter], guard: new(MaximumValue: double.NaN)));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_UnderAScheduler_IsThatOfItsLearningRate(string name)
    {
        using var scheduled = new Parameter(tensor(Start));
        using var fixedRate = new Parameter(tensor(Start));
        using var under = PeerRun.Create(name, [scheduled], 0.1);
        var scheduler = optim.lr_scheduler.LambdaLR(under, epoch => epoch == 0 ? 1 : 0.25);
        scheduler.step();
        using var plain = PeerRun.Create(name, [fixedRate], 0.025);
        foreach (var gradient in PeerRun.Gradients(Start.Length))
        {
            PeerRun.SetGradient(scheduled, gradient);
            PeerRun.SetGradient(fixedRate, gradient);
            under.step();
            plain.step();
        }

        CollectionAssert.AreEqual(PeerRun.Values(fixedRate), PeerRun.Values(scheduled));
        CollectionAssert.AreNotEqual(Start, PeerRun.Values(scheduled));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_LearningRateIsNoNumber_ThrowsAndChangesNothing(string name)
    {
        using var parameter = new Parameter(tensor(Start));
        using var optimizer = PeerRun.Create(name, [parameter]);
        optimizer.ParamGroups.Single().LearningRate = double.NaN;
        PeerRun.SetGradient(parameter, PeerRun.Gradients(Start.Length)[0]);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => optimizer.step());
        Assert.AreEqual("The learning rate is NaN. Nothing was changed; look at what sets it.", error.Message);
        CollectionAssert.AreEqual(Start, PeerRun.Values(parameter));
    }

    public static IEnumerable<object[]> SkippingNames =>
        from name in PeerRun.Names from policy in new[] { NonFiniteGradients.SkipStep, NonFiniteGradients.SkipElements } select new object[] { name, policy };

    [TestMethod]
    [DynamicData(nameof(SkippingNames))]
    public void Step_GradientWithNaN_IsSkippedAndCounted(string name, NonFiniteGradients policy)
    {
        using var parameter = new Parameter(tensor(Start));
        using var other = new Parameter(tensor(Start));
        using var optimizer = PeerRun.Create(name, [parameter], guard: new(policy));
        using var undisturbed = PeerRun.Create(name, [other]);
        foreach (var gradient in PeerRun.Gradients(Start.Length))
        {
            PeerRun.SetGradient(parameter, [1, double.NaN, 1, 1, 1, 1]);
            optimizer.step();
            PeerRun.SetGradient(parameter, [1, 1, 1, double.NegativeInfinity, 1, 1]);
            optimizer.step();
            PeerRun.SetGradient(parameter, gradient);
            optimizer.step();
            PeerRun.SetGradient(other, gradient);
            undisturbed.step();
        }

        Assert.AreEqual(14, optimizer.SkippedSteps);
        CollectionAssert.AreEqual(PeerRun.Values(other), PeerRun.Values(parameter));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_GradientWithNaNThatIsAnError_ThrowsAndChangesNothing(string name)
    {
        using var parameter = new Parameter(tensor(Start));
        using var optimizer = PeerRun.Create(name, [parameter], guard: new(NonFiniteGradients.Throw));
        PeerRun.SetGradient(parameter, [1, double.NaN, 1, 1, 1, 1]);

        Assert.ThrowsExactly<NonFiniteGradientException>(() => optimizer.step());
        CollectionAssert.AreEqual(Start, PeerRun.Values(parameter));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_GradientsAreLimited_IsThatOfTheLimitedOnes(string name)
    {
        using var limited = new Parameter(tensor(Start));
        using var plain = new Parameter(tensor(Start));
        using var optimizer = PeerRun.Create(name, [limited], guard: new(MaximumValue: 0.5));
        using var reference = PeerRun.Create(name, [plain]);
        foreach (var gradient in PeerRun.Gradients(Start.Length))
        {
            PeerRun.SetGradient(limited, gradient);
            PeerRun.SetGradient(plain, [.. gradient.Select(value => Math.Clamp(value, -0.5, 0.5))]);
            optimizer.step();
            reference.step();
        }

        CollectionAssert.AreEqual(PeerRun.Values(plain), PeerRun.Values(limited));
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_HugeTinyAndZeroGradients_StaysFinite(string name)
    {
        float[] magnitudes = [0, 1e-45f, 1e-30f, 1e-10f, 1, 1e10f, 1e30f, float.MaxValue];
        foreach (var shape in new long[][] { [8], [2, 4] })
        {
            using var parameter = new Parameter(tensor(PeerRun.Draw(new Random(5), 8)).view(shape).to(float32));
            using var optimizer = PeerRun.Create(name, [parameter]);
            var random = new Random(6);
            for (var step = 0; step < 50; step++)
            {
                PeerRun.SetGradient(parameter, [.. Enumerable.Range(0, 8).Select(_ => (random.Next(2) * 2 - 1.0) * magnitudes[random.Next(step % 2 == 0 ? 3 : 8)])]);
                optimizer.step();
            }

            Assert.IsTrue(PeerRun.Values(parameter).All(value => Math.Abs(value) < 10), string.Join(" ", PeerRun.Values(parameter)));
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Dispose_AfterManySteps_LeavesNoTensorBehind(string name)
    {
        using var matrix = new Parameter(tensor(Start).view(2, 3));
        using var vector = new Parameter(tensor(Start));
        using var shift = new Parameter(zeros(3, dtype: float64));
        PeerRun.SetGradient(matrix, Start);
        PeerRun.SetGradient(vector, Start);
        PeerRun.SetGradient(shift, 1, 2, 3);
        var before = LiveTensors.Count();
        using (var optimizer = PeerRun.Create(name, [matrix, vector, shift]))
        {
            optimizer.step();
            var afterOne = LiveTensors.Count();
            for (var step = 0; step < 50; step++)
                optimizer.step();
            Assert.AreEqual(afterOne, LiveTensors.Count());
        }

        Assert.AreEqual(before, LiveTensors.Count());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Load_IntoANewOptimizer_ContinuesBitForBit(string name)
    {
        foreach (var type in new[] { float64, float32, bfloat16 })
        {
            using var straight = Parameters(type);
            using var interrupted = Parameters(type);
            using var whole = PeerRun.Create(name, straight.All);
            using var first = PeerRun.Create(name, interrupted.All);
            foreach (var gradient in PeerRun.Gradients(6).Take(3))
            {
                straight.Step(whole, gradient);
                interrupted.Step(first, gradient);
            }
            using var stream = new MemoryStream();
            first.Save(stream);
            stream.Position = 0;
            using var second = PeerRun.Create(name, interrupted.All);
            second.Load(stream);
            using var dictionary = new MemoryStream();
            second.save_state_dict(new BinaryWriter(dictionary));
            dictionary.Position = 0;
            using var third = PeerRun.Create(name, interrupted.All);
            third.load_state_dict(new BinaryReader(dictionary));
            foreach (var gradient in PeerRun.Gradients(6).Skip(3))
            {
                straight.Step(whole, gradient);
                interrupted.Step(third, gradient);
            }

            foreach (var (expected, actual) in straight.All.Zip(interrupted.All))
                CollectionAssert.AreEqual(PeerRun.Values(expected), PeerRun.Values(actual), $"{type}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_Bfloat16_AddsUpStepsBelowItsResolution(string name)
    {
        using var half = new Parameter(tensor(Start).to(bfloat16));
        using var single = new Parameter(tensor(Start).to(float32));
        using var halfOptimizer = PeerRun.Create(name, [half], 1e-3);
        using var singleOptimizer = PeerRun.Create(name, [single], 1e-3);
        for (var step = 0; step < 50; step++)
        {
            PeerRun.SetGradient(half, 1, -1, 1, 1, -1, 1);
            PeerRun.SetGradient(single, 1, -1, 1, 1, -1, 1);
            halfOptimizer.step();
            singleOptimizer.step();
        }

        PeerRun.AssertNear(PeerRun.Values(single), PeerRun.Values(half), 1 / 256.0);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_MemoryInAnotherOrder_MakesNoDifference(string name)
    {
        using var scope = NewDisposeScope();
        var ordered = new Parameter(tensor(PeerRun.Draw(new Random(1), 24)).view(2, 3, 2, 2));
        var turned = new Parameter(ordered.detach().permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
        Assert.IsFalse(turned.is_contiguous());
        using var first = PeerRun.Create(name, [ordered]);
        using var second = PeerRun.Create(name, [turned]);
        foreach (var gradient in PeerRun.Gradients(24))
        {
            PeerRun.SetGradient(ordered, gradient);
            PeerRun.SetGradient(turned, gradient);
            first.step();
            second.step();
        }

        PeerRun.AssertNear(PeerRun.Values(ordered), PeerRun.Values(turned), 1e-12);
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Step_EmptyAndScalarParameters_AreTaken(string name)
    {
        using var scope = NewDisposeScope();
        var scalar = new Parameter(tensor(2.0));
        var parameters = new[] { scalar, new Parameter(zeros(0)), new Parameter(zeros(0, 3)), new Parameter(zeros(3, 0)) };
        using var optimizer = PeerRun.Create(name, parameters);
        foreach (var parameter in parameters)
            parameter.grad = ones_like(parameter);
        optimizer.step();

        Assert.IsLessThan(2.0, scalar.item<double>());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void AddParamGroup_WithAndWithoutARateOfItsOwn_IsTrainedAtIt(string name)
    {
        using var scope = NewDisposeScope();
        var parameters = Enumerable.Range(0, 3).Select(_ => new Parameter(tensor(Start))).ToList();
        using var optimizer = PeerRun.Create(name, [parameters[0]]);
        optimizer.add_param_group(new ParamGroup { Parameters = [parameters[1]] });
        optimizer.add_param_group(new ParamGroup { Parameters = [parameters[2]], Options = new() { LearningRate = 0.002 } });
        foreach (var parameter in parameters)
            PeerRun.SetGradient(parameter, PeerRun.Gradients(Start.Length)[0]);
        optimizer.step();

        var moved = parameters.Select(parameter => PeerReference.Norm([.. PeerRun.Values(parameter).Zip(Start, (now, then) => now - then)])).ToList();
        Assert.AreEqual(moved[0], moved[1]);
        Assert.AreEqual(moved[0] / 5, moved[2], 0.02 * moved[0]);
        CollectionAssert.AreEqual(new[] { 0.01, 0.01, 0.002 }, optimizer.ParamGroups.Select(group => group.InitialLearningRate).ToArray());
    }

    [TestMethod]
    public void AddParamGroup_RateOutOfRange_SaysSo()
    {
        using var scope = NewDisposeScope();
        using var optimizer = new Fromage([new Parameter(ones(1))]);

        var group = new ParamGroup { Parameters = [new Parameter(ones(1))], Options = new() { LearningRate = -1 } };

        Assert.AreEqual("param_group", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => optimizer.add_param_group(group)).ParamName);
        Assert.AreEqual(1, optimizer.ParamGroups.Count());
    }

    internal static void AssertRange(string parameter, object value, string message, Func<object?> create)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(create);
        Assert.AreEqual(parameter, error.ParamName);
        Assert.AreEqual(value, error.ActualValue);
        StringAssert.StartsWith(error.Message, message);
    }

    private static ParameterSet Parameters(ScalarType type) => new(
        new Parameter(tensor(Start).view(2, 3).to(type)), new Parameter(tensor(Start).to(type)), new Parameter(zeros(6, dtype: type)));

    private sealed class ParameterSet(params Parameter[] parameters) : IDisposable
    {
        public IReadOnlyList<Parameter> All => parameters;

        public void Step(PeerOptimizer optimizer, double[] gradient)
        {
            foreach (var parameter in parameters)
                PeerRun.SetGradient(parameter, gradient);
            optimizer.step();
        }

        public void Dispose()
        {
            foreach (var parameter in parameters)
                parameter.Dispose();
        }
    }
}
