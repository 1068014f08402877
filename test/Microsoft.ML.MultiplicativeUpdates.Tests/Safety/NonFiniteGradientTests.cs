using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Safety;

/// <summary>A gradient with NaN or an infinity, anywhere, changes nothing.</summary>
[TestClass]
public sealed class NonFiniteGradientTests
{
    private static readonly int[] s_sizes = [3, 130, 17];

    private static readonly double[] s_bad = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public static IEnumerable<object[]> Cases => from direction in OptimizerCases.Directions from path in Way.Paths select new object[] { direction, path };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_NonFiniteGradientSomewhere_ChangesNoBitAndGoesOnAfterwards(string direction, StepPath path)
    {
        foreach (var rule in Enum.GetValues<UpdateRuleKind>())
        {
            var options = OptimizerCases.Options(direction, rule);
            options.Path = path;
            using var disturbed = new Set(options);
            using var quiet = new Set(options);
            var skipped = 0;
            for (var step = 0; step < 4; step++)
            {
                var good = Gradients(step);
                foreach (var (parameter, element) in new[] { (0, 0), (1, 64), (2, 16) })
                {
                    var bad = Gradients(step);
                    bad[parameter][element] = s_bad[skipped % s_bad.Length];
                    var before = disturbed.Bits();
                    disturbed.Step(bad);

                    CollectionAssert.AreEqual(before, disturbed.Bits(), $"{rule}, step {step}, parameter {parameter}");
                    Assert.AreEqual(++skipped, disturbed.Optimizer.SkippedSteps);
                }
                disturbed.Step(good);
                quiet.Step(good);

                CollectionAssert.AreEqual(quiet.Bits(), disturbed.Bits(), $"{rule}, after step {step}");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_NonFiniteGradientAsAnError_ThrowsAndChangesNoBit(string direction, StepPath path)
    {
        var options = OptimizerCases.Options(direction, UpdateRuleKind.Hybrid);
        (options.Path, options.NonFiniteGradients) = (path, NonFiniteGradients.Throw);
        using var set = new Set(options);
        using var quiet = new Set(options);
        for (var step = 0; step < s_bad.Length; step++)
        {
            var bad = Gradients(step);
            bad[step][1] = s_bad[step];
            var before = set.Bits();

            Assert.ThrowsExactly<NonFiniteGradientException>(() => set.Step(bad));
            CollectionAssert.AreEqual(before, set.Bits(), $"step {step}");
            set.Step(Gradients(step));
            quiet.Step(Gradients(step));
            CollectionAssert.AreEqual(quiet.Bits(), set.Bits(), $"after step {step}");
        }
        Assert.AreEqual(0, set.Optimizer.SkippedSteps);
    }

    [TestMethod]
    public void Step_NonFiniteGradientOnOnePath_HoldsTheOthersBack()
    {
        var options = OptimizerCases.Options("Adam", UpdateRuleKind.Multiplicative);
        using var fused = Numbers.Parameter([1.0, 2], ScalarType.Float32);
        using var flat = Numbers.Parameter([1.0, 2], ScalarType.Float32);
        using var tensors = Numbers.Parameter([1.0, 2], ScalarType.Float64);
        Parameter[] all = [fused, flat, tensors];
        using var optimizer = new MultiplicativeOptimizer(all.Zip(Way.Paths, (parameter, path) =>
        {
            var own = options.Copy();
            own.Path = path;
            return new UpdateGroup([parameter], own);
        }));
        CollectionAssert.AreEqual(Way.Paths.ToArray(), optimizer.DescribePath().Parameters.Select(parameter => parameter.Path).ToArray());
        foreach (var bad in all)
        {
            foreach (var parameter in all)
                Numbers.SetGradient(parameter, [1.0, ReferenceEquals(parameter, bad) ? double.NaN : 1]);
            optimizer.step();
            foreach (var parameter in all)
                CollectionAssert.AreEqual(new[] { 1.0, 2 }, Numbers.Read(parameter));
        }
        Assert.AreEqual(3, optimizer.SkippedSteps);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_SkippingElements_MovesTheOthersAsEver(string direction, StepPath path)
    {
        foreach (var rule in Enum.GetValues<UpdateRuleKind>())
        {
            var options = OptimizerCases.Options(direction, rule);
            (options.Path, options.NonFiniteGradients) = (path, NonFiniteGradients.SkipElements);
            using var disturbed = new Set(options);
            using var quiet = new Set(options);
            for (var step = 0; step < 3; step++)
            {
                var bad = Gradients(step);
                bad[1][64] = s_bad[step];
                bad[2][16] = s_bad[2 - step];
                var before = disturbed.Values();
                disturbed.Step(bad);
                quiet.Step(Gradients(step));
                var (after, expected) = (disturbed.Values(), quiet.Values());

                Assert.AreEqual(step + 1, disturbed.Optimizer.SkippedSteps);
                for (var i = 0; i < before.Length; i++)
                {
                    // Of 3, 130 and 17 elements, those two. Other paths skip the whole step.
                    var held = path != StepPath.Fused || i is 3 + 64 or 3 + 130 + 16;
                    Assert.AreEqual(held ? before[i] : expected[i], after[i], $"{rule}, step {step}, element {i}");
                }
            }
        }
    }

    private static double[][] Gradients(int step)
    {
        var random = new Random(step);
        return [.. s_sizes.Select(size => Numbers.Normal(random, size))];
    }

    // Three parameters and their optimizer.
    private sealed class Set : IDisposable
    {
        private readonly List<Parameter> _parameters;

        public Set(MultiplicativeUpdateOptions options)
        {
            var random = new Random(41);
            _parameters = [.. s_sizes.Select(size => Numbers.Parameter(Numbers.Weights(random, size), ScalarType.Float32))];
            Optimizer = new MultiplicativeOptimizer(_parameters, options);
        }

        public MultiplicativeOptimizer Optimizer { get; }

        public void Step(double[][] gradients)
        {
            for (var i = 0; i < gradients.Length; i++)
                Numbers.SetGradient(_parameters[i], gradients[i]);
            Optimizer.step();
        }

        public double[] Values() => [.. _parameters.SelectMany(parameter => Numbers.Read(parameter))];

        // Parameters, and moments that are not all 0 (one may come to be in a step that is then skipped).
        public byte[] Bits() =>
        [
            .. _parameters.SelectMany(parameter => Numbers.Bits(parameter)),
            .. Optimizer.state_dict().State.Cast<ParameterState>().SelectMany(state => state.Moments.OrderBy(moment => moment.Name, StringComparer.Ordinal))
                .Select(moment => Numbers.Bits(moment.Tensor)).Where(bits => bits.Any(one => one != 0)).SelectMany(bits => bits),
            .. Optimizer.state_dict().State.Cast<ParameterState>().SelectMany(state => BitConverter.GetBytes(state.Step)),
        ];

        public void Dispose()
        {
            Optimizer.Dispose();
            _parameters.ForEach(parameter => parameter.Dispose());
        }
    }
}
