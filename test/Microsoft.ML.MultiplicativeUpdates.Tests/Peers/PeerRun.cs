using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

/// <summary>The peers by name, and a few steps of one beside a reference in plain loops.</summary>
internal static class PeerRun
{
    public static readonly string[] Names = [nameof(Madam), nameof(Fromage), nameof(Nero), nameof(SignSgd), "Signum", nameof(Lamb)];

    public static PeerOptimizer Create(string name, IEnumerable<Parameter> parameters, double learningRate = 0.01, GradientGuard? guard = null) => name switch
    {
        nameof(Madam) => new Madam(parameters, learningRate, guard: guard),
        nameof(Fromage) => new Fromage(parameters, learningRate, guard),
        nameof(Nero) => new Nero(parameters, learningRate, guard: guard),
        nameof(SignSgd) => new SignSgd(parameters, learningRate, guard: guard),
        "Signum" => new SignSgd(parameters, learningRate, 0.9, guard),
        nameof(Lamb) => new Lamb(parameters, learningRate, guard: guard),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such peer."),
    };

    /// <summary>Numbers of both signs, about 1 in size.</summary>
    public static double[] Draw(Random random, int count, double scale = 1) => [.. Enumerable.Range(0, count).Select(_ => scale * (2 * random.NextDouble() - 1))];

    /// <summary>Gradients of a few steps; one element's is always 0, and one whole step is 0.</summary>
    public static double[][] Gradients(int count, int steps = 7, int seed = 3)
    {
        var random = new Random(seed);
        var gradients = new double[steps][];
        for (var step = 0; step < steps; step++)
        {
            gradients[step] = step == 4 ? new double[count] : Draw(random, count, Math.Pow(10, random.Next(-3, 3)));
            gradients[step][^1] = 0;
        }
        return gradients;
    }

    /// <summary>What an optimizer makes of a parameter in these steps.</summary>
    public static double[] Optimize(Func<Parameter, PeerOptimizer> create, double[] start, double[][] gradients, ScalarType type, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(start).view(shape).to(type));
        using var optimizer = create(parameter);
        foreach (var gradient in gradients)
        {
            SetGradient(parameter, gradient);
            optimizer.step();
        }
        return Values(parameter);
    }

    /// <summary>Compares random steps with the reference, in double and in single precision, relative to the largest element.</summary>
    public static void AssertMatches(ScalarStep reference, Func<Parameter, PeerOptimizer> create, double[] start, params long[] shape)
    {
        var gradients = Gradients(start.Length);
        var expected = start.ToArray();
        foreach (var gradient in gradients)
            reference(expected, gradient);
        AssertNear(expected, Optimize(create, start, gradients, float64, shape), 1e-12);
        AssertNear(expected, Optimize(create, start, gradients, float32, shape), 1e-5);
    }

    public static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        var largest = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], tolerance * largest, $"element {i}");
    }

    public static double[] Values(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(float64).contiguous().data<double>().ToArray();
    }

    public static void SetGradient(Parameter parameter, params double[] values)
    {
        using var scope = NewDisposeScope();
        parameter.grad = tensor(values).view(parameter.shape).to(parameter.dtype).DetachFromDisposeScope();
    }

    /// <summary>The distance to a target after some steps of gradient descent on its square.</summary>
    public static double Descend(Func<Parameter, PeerOptimizer> create, double[] start, double[] target, int steps, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(start).view(shape));
        using var optimizer = create(parameter);
        var goal = tensor(target).view(shape);
        for (var step = 0; step < steps; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.zero_grad();
            parameter.sub(goal).square().sum().backward();
            optimizer.step();
        }
        return parameter.sub(goal).square().sum().sqrt().item<double>();
    }
}
