using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests;

/// <summary>Comparison of tensors with numbers worked out by hand.</summary>
internal static class Check
{
    internal static float[] Values(Tensor tensor)
    {
        using var floats = tensor.to_type(ScalarType.Float32);
        return floats.data<float>().ToArray();
    }

    internal static void Near(float[] expected, Tensor actual, double tolerance = 1e-6)
    {
        var values = Values(actual);
        Assert.HasCount(expected.Length, values);
        for (var i = 0; i < values.Length; i++)
            Assert.AreEqual(expected[i], values[i], tolerance, $"element {i} of [{string.Join(", ", values)}]");
    }

    internal static void Shape(long[] expected, Tensor actual) => CollectionAssert.AreEqual(expected, actual.shape);

    /// <summary>Holds gradients of a scalar function against differences of the function, in double precision.</summary>
    internal static void Gradient(Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        foreach (var input in inputs) input.requires_grad = true;
        function(inputs).backward();
        const double step = 1e-5;
        using var measuring = no_grad();
        foreach (var input in inputs)
        {
            var grad = input.grad!.reshape(-1);
            var flat = input.view(-1);
            for (var i = 0L; i < flat.numel(); i++)
            {
                var before = flat[i].ToDouble();
                flat[i] = before + step;
                var above = function(inputs).ToDouble();
                flat[i] = before - step;
                var below = function(inputs).ToDouble();
                flat[i] = before;
                Assert.AreEqual((above - below) / (2 * step), grad[i].ToDouble(), 1e-6, $"element {i}");
            }
        }
    }
}
