using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.MultiplicativeUpdates;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>Runs an optimizer from one point of a function, or from many at once: updates are elementwise, so the points do not know of each other.</summary>
/// <remarks>
/// It owns its two tensors and belongs to one thread at a time. Gradients are the analytic ones, computed in double precision where the parameter is. A point that is no longer finite, or
/// where a derivative is larger than the optimizer takes as it is, has diverged: it counts as not a number from there on, and gets no further gradient.
/// </remarks>
internal sealed class Descent : IDisposable
{
    // The optimizer cuts off what is larger: a run that comes so far would be that of another rule.
    private const double LargestDerivative = 1e15;

    private readonly TestFunction _function;
    private readonly double[] _starts;
    private readonly bool _isDouble;
    private readonly Parameter _parameter;
    private readonly Tensor _gradient;

    /// <param name="function">The function.</param>
    /// <param name="starts">The points to start from, coordinate after coordinate.</param>
    /// <param name="precision">The type of the parameter.</param>
    public Descent(TestFunction function, ReadOnlySpan<double> starts, Precision precision)
    {
        _function = function;
        _starts = starts.ToArray();
        _isDouble = precision == Precision.Double;
        using var data = Zeros();
        _parameter = new Parameter(data);
        _gradient = Zeros();
        _parameter.grad = _gradient;
        Points = new double[_starts.Length];

        Tensor Zeros() => zeros(_starts.Length, dtype: _isDouble ? float64 : float32);
    }

    /// <summary>Where the points are now, coordinate after coordinate; not a number where one has diverged.</summary>
    public double[] Points { get; }

    /// <summary>Runs from the starting points.</summary>
    /// <param name="options">The optimizer.</param>
    /// <param name="iterations">The steps; the run ends sooner where all points have diverged.</param>
    /// <param name="visit">Called at the start and after each step; optional.</param>
    public void Run(MultiplicativeUpdateOptions options, int iterations, Action? visit = null)
    {
        if (_isDouble)
            Run<double>(options, iterations, visit);
        else
            Run<float>(options, iterations, visit);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _parameter.Dispose();
        _gradient.Dispose();
    }

    private void Run<T>(MultiplicativeUpdateOptions options, int iterations, Action? visit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var start = Values<T>(_parameter);
        for (var i = 0; i < start.Length; i++)
            Points[i] = double.CreateChecked(start[i] = T.CreateSaturating(_starts[i]));
        visit?.Invoke();

        // Built where the parameter has its starting values: what is zero then is treated apart.
        using var optimizer = new MultiplicativeOptimizer([_parameter], options);
        for (var iteration = 0; iteration < iterations && WriteGradients(Values<T>(_gradient)); iteration++)
        {
            optimizer.step();
            var parameter = Values<T>(_parameter);
            for (var i = 0; i < parameter.Length; i++)
                if (!double.IsNaN(Points[i]))
                    Points[i] = double.CreateChecked(parameter[i]);
            visit?.Invoke();
        }
    }

    /// <summary>Writes the gradient of each point; false where all have diverged.</summary>
    private bool WriteGradients<T>(Span<T> gradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var n = _function.Dimension;
        Span<double> derivatives = stackalloc double[n];
        var some = false;
        for (var i = 0; i < gradient.Length; i += n)
        {
            var point = Points.AsSpan(i, n);
            _function.Gradient(point, derivatives);
            var goesOn = true;
            for (var j = 0; j < n; j++)
            {
                goesOn &= double.IsFinite(point[j]) && Math.Abs(derivatives[j]) <= LargestDerivative;
                gradient[i + j] = T.CreateTruncating(derivatives[j]);
            }
            some |= goesOn;
            if (goesOn)
                continue;
            point.Fill(double.NaN);
            gradient.Slice(i, n).Clear();
        }
        return some;
    }

    private static Span<T> Values<T>(Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);
}
