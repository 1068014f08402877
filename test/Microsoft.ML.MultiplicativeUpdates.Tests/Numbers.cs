using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests;

/// <summary>Numbers into tensors and out of them.</summary>
internal static class Numbers
{
    /// <summary>A parameter that no dispose scope owns.</summary>
    public static Parameter Parameter(IEnumerable<double> values, ScalarType type, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var data = tensor(values.ToArray()).to(type);
        var parameter = new Parameter(shape.Length == 0 ? data.alias() : data.view(shape));
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>A single-precision parameter, bit for bit: denormal numbers and -0 as well.</summary>
    public static Parameter Parameter(params float[] values)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(tensor(values));
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    public static void SetGradient(Parameter parameter, IEnumerable<double> values)
    {
        using var scope = NewDisposeScope();
        parameter.grad = tensor(values.ToArray()).to(parameter.dtype).view(parameter.shape).to(parameter.device);
    }

    public static void SetGradient(Parameter parameter, float[] values)
    {
        using var scope = NewDisposeScope();
        parameter.grad = tensor(values).to(parameter.dtype).view(parameter.shape);
    }

    public static double[] Read(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    public static float[] ReadSingle(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float32).contiguous().data<float>().ToArray();
    }

    public static byte[] Bits(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().bytes.ToArray();
    }

    /// <summary>Numbers that single precision has, from a normal distribution.</summary>
    public static double[] Normal(Random random, int count, double deviation = 1)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }

    /// <summary>The same in single precision.</summary>
    public static float[] Single(IEnumerable<double> values) => [.. values.Select(value => (float)value)];

    /// <summary>Numbers that single precision has, of either sign, their magnitudes from 0.1 to 2.</summary>
    public static double[] Weights(Random random, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)((0.1 + 1.9 * random.NextDouble()) * (random.Next(2) == 0 ? 1 : -1));
        return values;
    }
}
