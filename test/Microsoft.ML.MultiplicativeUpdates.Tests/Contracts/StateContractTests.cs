using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>Every optimizer can be saved and goes on where it was, and leaves no tensors behind.</summary>
[TestClass]
public sealed class StateContractTests
{
    private const int Steps = 5;

    // An odd number, so that kernels have a rest; two parameters, so that flat tensors have a gap.
    private static readonly long[][] s_shapes = [[3, 7], [5]];

    public static IEnumerable<object[]> Names => OptimizerCases.Names;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void LoadStateDict_OnTheSamePath_ContinuesBitForBit(string name)
    {
        var one = OptimizerCases.Named(name);
        foreach (var path in one.Paths)
        {
            var straight = Run(one, path, path, loads: false);
            var resumed = Run(one, path, path, loads: true);

            for (var i = 0; i < straight.Length; i++)
                CollectionAssert.AreEqual(straight[i], resumed[i], $"{path}, parameter {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void LoadStateDict_OnAnotherPath_ContinuesToRounding(string name)
    {
        var one = OptimizerCases.Named(name);
        foreach (var (from, to) in from first in one.Paths from second in one.Paths where first != second select (first, second))
        {
            var straight = Run(one, from, from, loads: false).SelectMany(values => values).ToArray();
            var resumed = Run(one, from, to, loads: true).SelectMany(values => values).ToArray();

            for (var i = 0; i < straight.Length; i++)
                Assert.AreEqual(straight[i], resumed[i], 1e-5 * Math.Max(0.1, Math.Abs(straight[i])), $"{from} to {to}, element {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Dispose_After100Steps_LeavesNoTensorBehind(string name)
    {
        var one = OptimizerCases.Named(name);
        foreach (var path in one.Paths)
        {
            var parameters = Parameters();
            SetGradients(parameters, 0);
            var before = LiveTensors.Count();
            var optimizer = one.Build(parameters, path);
            optimizer.step();
            optimizer.step();
            var (running, scoped) = (Tensor.TotalCount, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            for (var i = 2; i < 100; i++)
                optimizer.step();

            Assert.AreEqual(scoped, DisposeScopeManager.Statistics.ThreadTotalLiveCount, $"{path}: tensors left in scopes by 98 steps");
            Assert.AreEqual(running, Tensor.TotalCount, $"{path}: tensors left by 98 steps");
            optimizer.Dispose();
            // A Parameter takes the memory of the tensor that it is made of, which TorchSharp counts as alive for good: the one of the flat storage.
            Assert.AreEqual(before + (path == StepPath.Flat ? 1 : 0), LiveTensors.Count(), $"{path}: tensors left by the optimizer");
            parameters.ForEach(parameter => parameter.Dispose());
        }
    }

    // theta after twice as many steps, possibly in a new optimizer for new parameters from half way on.
    private static double[][] Run(OptimizerCase one, StepPath from, StepPath to, bool loads)
    {
        var parameters = Parameters();
        var optimizer = one.Build(parameters, from);
        for (var step = 0; step < 2 * Steps; step++)
        {
            if (loads && step == Steps)
            {
                using var stream = new MemoryStream();
                optimizer.save_state_dict(new BinaryWriter(stream));
                optimizer.Dispose();
                var copies = parameters.ConvertAll(parameter => Numbers.Parameter(Numbers.Read(parameter), parameter.dtype, parameter.shape));
                parameters.ForEach(parameter => parameter.Dispose());
                (parameters, optimizer) = (copies, one.Build(copies, to));
                stream.Position = 0;
                optimizer.load_state_dict(new BinaryReader(stream));
            }
            SetGradients(parameters, step);
            optimizer.step();
        }
        optimizer.Dispose();
        var end = parameters.Select(Numbers.Read).ToArray();
        parameters.ForEach(parameter => parameter.Dispose());
        return end;
    }

    private static List<Parameter> Parameters()
    {
        var random = new Random(3);
        return [.. s_shapes.Select(shape => Numbers.Parameter(Numbers.Weights(random, (int)shape.Aggregate((a, b) => a * b)), ScalarType.Float32, shape))];
    }

    private static void SetGradients(List<Parameter> parameters, int step)
    {
        var random = new Random(100 + step);
        foreach (var parameter in parameters)
            Numbers.SetGradient(parameter, Numbers.Normal(random, (int)parameter.numel()));
    }
}
