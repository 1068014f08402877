using System.Security.Cryptography;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.State;

/// <summary>Save and load: bit-exact, and nothing in a file is believed.</summary>
[TestClass]
public sealed class SavedStateTests
{
    private static readonly long[][] Shapes = [[3, 5], [7], [2, 1, 3]];

    public static IEnumerable<object[]> Cases =>
        from path in new[] { StepPath.Fused, StepPath.Flat, StepPath.Tensors }
        from direction in Enum.GetValues<DirectionKind>()
        from rule in new[] { UpdateRuleKind.Additive, UpdateRuleKind.Multiplicative, UpdateRuleKind.Hybrid }
        select new object[] { path, direction, rule };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Load_AfterSave_ContinuesBitForBit(StepPath path, DirectionKind direction, UpdateRuleKind rule)
    {
        var options = new MultiplicativeUpdateOptions
        {
            Path = path, Direction = direction, Rule = rule, LearningRate = 0.01, OuterLearningRate = 0.05, Momentum = 0.9, Zeros = ZeroPolicy.Additive,
        };
        using var straight = new Trained(options);
        using var before = new Trained(options);
        straight.Steps(0, 6);
        before.Steps(0, 3);
        using var after = new Trained(options);
        after.TakeValues(before);
        after.Optimizer.Load(Saved(before.Optimizer));
        after.Steps(3, 3);

        CollectionAssert.AreEqual(straight.Values(), after.Values());
        CollectionAssert.AreNotEqual(before.Values(), after.Values());
    }

    [TestMethod]
    public void Load_AfterSave_BringsRatesAndCountsBack()
    {
        using var saved = new Trained(new());
        saved.Optimizer.Groups[0].Rates = new UpdateRates(0.1, 0.2, 0.3, 0.4);
        saved.Optimizer.Groups[0].LearningRate = 0.05;
        saved.Skip();
        using var loaded = new Trained(new());
        loaded.Optimizer.Load(Saved(saved.Optimizer));

        Assert.AreEqual(new UpdateRates(0.1, 0.2, 0.3, 0.4), loaded.Optimizer.Groups[0].Rates);
        Assert.AreEqual(0.05, loaded.Optimizer.Groups[0].LearningRate);
        Assert.AreEqual(1L, loaded.Optimizer.SkippedSteps);
    }

    [TestMethod]
    [DataRow(ZeroPolicy.Additive)]
    [DataRow(ZeroPolicy.Freeze)]
    public void Load_ParameterThatBeganAtZero_IsHandledAsItWas(ZeroPolicy policy)
    {
        var options = new MultiplicativeUpdateOptions { Rule = UpdateRuleKind.Multiplicative, Zeros = policy };
        using var zero = new Parameter(zeros(3));
        using var first = new MultiplicativeOptimizer([zero], options);
        using var gradient = ones(3);
        zero.grad = gradient;
        first.step();
        var before = zero.data<float>().ToArray();
        using var moved = new Parameter(full(3, 0.5f));
        using var second = new MultiplicativeOptimizer([moved], options);
        second.Load(Saved(first));
        moved.grad = gradient;
        second.step();
        var after = moved.data<float>().ToArray();

        // Additive: a step of eta. Frozen: none. (Relative, as the second optimizer would have begun: 0.5 * eta_out.)
        Assert.AreEqual(policy == ZeroPolicy.Additive ? -1e-3f : 0, before[0], 1e-6f);
        Assert.AreEqual(policy == ZeroPolicy.Additive ? 0.5f - 1e-3f : 0.5f, after[0], 1e-6f);
    }

    [TestMethod]
    public void SaveAndLoad_File_AppearsWhole()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "optimizer.state");
            using var trained = new Trained(new());
            trained.Steps(0, 2);
            trained.Optimizer.Save(path);
            trained.Optimizer.Save(path);
            using var other = new Trained(new());
            other.Optimizer.Load(path);

            CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(folder.FullName));
            CollectionAssert.AreEqual(Saved(trained.Optimizer).ToArray(), Saved(other.Optimizer).ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Load_FileOfAnother_SaysWhatDiffers()
    {
        using var trained = new Trained(new());
        trained.Steps(0, 1);
        using var otherRule = new Trained(new() { Rule = UpdateRuleKind.Power });
        using var lone = new Parameter(ones(3));
        using var fewer = new MultiplicativeOptimizer([lone]);
        using var shaped = new Trained(new(), transposed: true);

        Message("rule and direction is HybridRule on Adam, expected PowerRule on Adam", () => otherRule.Optimizer.Load(Saved(trained.Optimizer)));
        Message("number of parameters is 3, expected 1", () => fewer.Load(Saved(trained.Optimizer)));
        Message("one here has the shape [5, 3]", () => shaped.Optimizer.Load(Saved(trained.Optimizer)));
        Message("This is no file of an optimizer's state.", () => trained.Optimizer.Load(new MemoryStream("something else"u8.ToArray())));
        Message("This is no file of an optimizer's state.", () => trained.Optimizer.Load(new MemoryStream([])));
        Message("ends too early", () => trained.Optimizer.Load(new MemoryStream(Saved(trained.Optimizer).ToArray()[..100])));
    }

    [TestMethod]
    public void Load_DamagedFile_ThrowsAndChangesNothing()
    {
        using var trained = new Trained(new());
        trained.Steps(0, 2);
        var file = Saved(trained.Optimizer).ToArray();
        var random = new Random(3);
        using var victim = new Trained(new());
        victim.Steps(0, 1);
        var before = Saved(victim.Optimizer).ToArray();
        for (var i = 0; i < 1000; i++)
        {
            var damaged = (byte[])file.Clone();
            if (i % 4 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            else
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            Assert.ThrowsExactly<InvalidDataException>(() => victim.Optimizer.Load(new MemoryStream(damaged)));
        }

        CollectionAssert.AreEqual(before, Saved(victim.Optimizer).ToArray());
    }

    [TestMethod]
    [DataRow(12, 1 << 30, DisplayName = "length of the optimizer's name")]
    [DataRow(12, -1, DisplayName = "negative length of the optimizer's name")]
    [DataRow(8, 2, DisplayName = "version")]
    public void Load_HostileFileWithAValidChecksum_IsRefusedWithoutAllocating(int position, int value)
    {
        using var trained = new Trained(new());
        trained.Steps(0, 2);
        var file = Saved(trained.Optimizer).ToArray();
        BitConverter.TryWriteBytes(file.AsSpan(position), value);
        SHA256.HashData(file.AsSpan(0, file.Length - 32)).CopyTo(file.AsSpan(file.Length - 32));
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.ThrowsExactly<InvalidDataException>(() => trained.Optimizer.Load(new MemoryStream(file)));
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    [TestMethod]
    public void SaveAndLoad_Always_LeaveNoTensorBehind()
    {
        using var trained = new Trained(new());
        trained.Steps(0, 2);
        var file = Saved(trained.Optimizer).ToArray();
        var before = LiveTensors.Count();
        trained.Optimizer.Load(new MemoryStream(file));
        Assert.ThrowsExactly<InvalidDataException>(() => trained.Optimizer.Load(new MemoryStream(file[..^1])));

        Assert.AreEqual(before, LiveTensors.Count());
    }

    private static MemoryStream Saved(FirstOrderOptimizer optimizer)
    {
        var stream = new MemoryStream();
        optimizer.Save(stream);
        stream.Position = 0;
        return stream;
    }

    private static void Message(string part, Action action) =>
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(action).Message, part);

    /// <summary>Three parameters, the last all zero, and gradients that depend on the step alone.</summary>
    private sealed class Trained : IDisposable
    {
        private readonly List<Parameter> _parameters;

        public Trained(MultiplicativeUpdateOptions options, bool transposed = false)
        {
            var random = new Random(1);
            _parameters = [.. Shapes.Select((shape, i) => new Parameter(tensor(Numbers(random, shape, i == 2 ? 0 : 1)).view(transposed ? [.. shape.Reverse()] : shape)))];
            Optimizer = new MultiplicativeOptimizer(_parameters, options);
        }

        public MultiplicativeOptimizer Optimizer { get; }

        public void Steps(int first, int count)
        {
            for (var step = first; step < first + count; step++)
            {
                var random = new Random(100 + step);
                SetGradients(shape => Numbers(random, shape, 1));
                Optimizer.step();
            }
        }

        public void Skip()
        {
            SetGradients(shape => Numbers(new Random(1), shape, double.NaN));
            Optimizer.step();
        }

        public void TakeValues(Trained other)
        {
            using var quiet = no_grad();
            foreach (var (mine, theirs) in _parameters.Zip(other._parameters))
                mine.copy_(theirs);
        }

        public float[] Values() => [.. _parameters.SelectMany(parameter => parameter.data<float>().ToArray())];

        public void Dispose()
        {
            Optimizer.Dispose();
            foreach (var parameter in _parameters)
                parameter.Dispose();
        }

        private void SetGradients(Func<long[], float[]> numbers)
        {
            foreach (var parameter in _parameters)
            {
                using var scope = NewDisposeScope();
                parameter.grad = tensor(numbers(parameter.shape)).view(parameter.shape);
            }
        }

        private static float[] Numbers(Random random, long[] shape, double scale) =>
            [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(scale * (random.NextDouble() - 0.5)))];
    }
}
