using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>The two toy tasks of the paper, 100 iterations: distances to the minimum that were computed apart from this library, in double precision.</summary>
[TestClass]
public sealed class ToyTaskTests
{
    // Additive, multiplicative, hybrid.
    private static readonly Dictionary<(string Function, DirectionKind Direction), double[]> Distances = new()
    {
        [("Rosenbrock", DirectionKind.Sgd)] = [1.2289049, 0.30974148, 0.94699083],
        [("Rosenbrock", DirectionKind.Adagrad)] = [1.3203282, 0.48332743, 0.87941091],
        [("Rosenbrock", DirectionKind.Adam)] = [0.83201534, 0.065942063, 0.30798497],
        [("Rosenbrock", DirectionKind.RmsProp)] = [0.76454786, 0.29606847, 0.60454106],
        [("Convex 2D", DirectionKind.Sgd)] = [56.486714, 4.2488183, 8.2028837],
        [("Convex 2D", DirectionKind.Adagrad)] = [67.285163, 17.301009, 31.043292],
        [("Convex 2D", DirectionKind.Adam)] = [59.256348, 1.3375506, 4.4831057],
        [("Convex 2D", DirectionKind.RmsProp)] = [49.848253, 0.87546294, 2.7802109],
    };

    public static IEnumerable<object[]> Runs =>
        from entry in Distances
        from pair in new[] { UpdateRuleKind.Additive, UpdateRuleKind.Multiplicative, UpdateRuleKind.Hybrid }.Zip(entry.Value)
        select new object[] { entry.Key.Function, entry.Key.Direction, pair.First, pair.Second };

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Step_HundredTimesInDouble_EndsAtTheKnownDistance(string function, DirectionKind direction, UpdateRuleKind rule, double expected) =>
        Assert.AreEqual(expected, FinalDistance<double>(TestFunctions.FromName(function), direction, rule, float64), 1e-6 * expected);

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Step_HundredTimesInSingle_EndsNearTheKnownDistance(string function, DirectionKind direction, UpdateRuleKind rule, double expected) =>
        Assert.AreEqual(expected, FinalDistance<float>(TestFunctions.FromName(function), direction, rule, float32), 1e-5 * expected);

    private static double FinalDistance<T>(TestFunction function, DirectionKind direction, UpdateRuleKind rule, ScalarType type)
        where T : unmanaged, IFloatingPoint<T>
    {
        var isSgd = direction == DirectionKind.Sgd;
        using var parameter = new Parameter(tensor(function.Start.ToArray(), dtype: type));
        using var gradient = zeros(function.Dimension, dtype: type);
        parameter.grad = gradient;
        using var optimizer = new MultiplicativeOptimizer([parameter], new MultiplicativeUpdateOptions
        {
            Rule = rule,
            Direction = direction,
            LearningRate = isSgd ? 1e-3 : 0.1,
            InnerLearningRate = isSgd ? 1e-2 : 1,
            OuterLearningRate = 0.1,
            MultiplicativeShare = 0.5,
        });
        var point = function.Start.ToArray();
        var derivatives = new double[function.Dimension];
        for (var iteration = 0; iteration < 100; iteration++)
        {
            function.Gradient(point, derivatives);
            Convert(derivatives, MemoryMarshal.Cast<byte, T>(gradient.bytes));
            optimizer.step();
            Convert<T, double>(MemoryMarshal.Cast<byte, T>(parameter.bytes), point);
        }
        return function.DistanceToMinimum(point);
    }

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to)
        where TFrom : INumber<TFrom>
        where TTo : INumber<TTo>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = TTo.CreateChecked(from[i]);
    }
}
