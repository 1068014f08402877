using Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Peers;

/// <summary>The peers as their papers write them, in plain loops, for one parameter: what the optimizers must agree with.</summary>
internal static class PeerReference
{
    public static ScalarStep Madam(double rate, double weightBound = 3, double gradientBound = 10, double beta = 0.999)
    {
        var (t, limit, v) = (0, 0.0, Array.Empty<double>());
        return (theta, g) =>
        {
            if (t++ == 0)
                (limit, v) = (weightBound * Norm(theta) / Math.Sqrt(theta.Length), new double[theta.Length]);
            for (var i = 0; i < theta.Length; i++)
            {
                var u = MadamDirection(ref v[i], g[i], t, gradientBound, beta);
                theta[i] = Math.Clamp(theta[i] * Math.Exp(-rate * Math.Sign(theta[i]) * u), -limit, limit);
            }
        };
    }

    /// <summary>For a parameter that is all zero at the start.</summary>
    public static ScalarStep AdditiveMadam(double rate, double gradientBound = 10, double beta = 0.999)
    {
        var (t, v) = (0, Array.Empty<double>());
        return (theta, g) =>
        {
            if (t++ == 0)
                v = new double[theta.Length];
            for (var i = 0; i < theta.Length; i++)
                theta[i] -= rate * MadamDirection(ref v[i], g[i], t, gradientBound, beta);
        };
    }

    public static ScalarStep Fromage(double rate) => (theta, g) =>
    {
        var (length, slope) = (Norm(theta), Norm(g));
        if (slope == 0)
            return;
        for (var i = 0; i < theta.Length; i++)
            theta[i] = (theta[i] - rate * g[i] * length / slope) / Math.Sqrt(1 + rate * rate);
    };

    /// <summary>The rows of a parameter with two or more dimensions are neurons; before the first step they are balanced.</summary>
    public static ScalarStep Nero(long[] shape, double rate, double beta = 0.999, double biasScale = 0.01)
    {
        var (t, sigma, v) = (0, 0.0, Array.Empty<double>());
        var neurons = (int)shape[0];
        return (theta, g) =>
        {
            var inputs = theta.Length / neurons;
            var balanced = shape.Length > 1 && inputs > 1;
            if (t++ == 0)
            {
                v = new double[theta.Length];
                sigma = Norm(theta) == 0 ? biasScale : Norm(theta) / Math.Sqrt(theta.Length);
                for (var neuron = 0; balanced && neuron < neurons; neuron++)
                    Balance(theta.AsSpan(neuron * inputs, inputs));
            }
            if (balanced)
            {
                for (var neuron = 0; neuron < neurons; neuron++)
                {
                    var weights = theta.AsSpan(neuron * inputs, inputs);
                    var gradient = g.AsSpan(neuron * inputs, inputs);
                    v[neuron] = beta * v[neuron] + (1 - beta) * Norm(gradient) * Norm(gradient);
                    var length = Norm(weights);
                    for (var i = 0; v[neuron] > 0 && i < inputs; i++)
                        weights[i] -= rate * gradient[i] * length / Math.Sqrt(v[neuron] / (1 - Math.Pow(beta, t)));
                    Balance(weights);
                }
                return;
            }
            for (var i = 0; i < theta.Length; i++)
            {
                v[i] = beta * v[i] + (1 - beta) * g[i] * g[i];
                if (v[i] > 0)
                    theta[i] -= rate * g[i] * sigma / Math.Sqrt(v[i] / (1 - Math.Pow(beta, t)));
            }
        };
    }

    /// <summary>With momentum, Signum.</summary>
    public static ScalarStep SignSgd(double rate, double momentum = 0)
    {
        double[] m = [];
        return (theta, g) =>
        {
            m = m.Length == 0 ? new double[theta.Length] : m;
            for (var i = 0; i < theta.Length; i++)
            {
                m[i] = momentum * m[i] + (1 - momentum) * g[i];
                theta[i] -= rate * Math.Sign(m[i]);
            }
        };
    }

    public static ScalarStep Lamb(double rate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-6, double decay = 0.01)
    {
        var (t, m, v) = (0, Array.Empty<double>(), Array.Empty<double>());
        return (theta, g) =>
        {
            if (t++ == 0)
                (m, v) = (new double[theta.Length], new double[theta.Length]);
            var r = new double[theta.Length];
            for (var i = 0; i < theta.Length; i++)
            {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                r[i] = m[i] / (1 - Math.Pow(beta1, t)) / (Math.Sqrt(v[i] / (1 - Math.Pow(beta2, t))) + epsilon) + decay * theta[i];
            }
            var (length, stepLength) = (Norm(theta), Norm(r));
            var trust = length == 0 || stepLength == 0 ? 1 : length / stepLength;
            for (var i = 0; i < theta.Length; i++)
                theta[i] -= rate * trust * r[i];
        };
    }

    public static double Norm(ReadOnlySpan<double> values)
    {
        var squares = 0.0;
        foreach (var value in values)
            squares += value * value;
        return Math.Sqrt(squares);
    }

    private static double MadamDirection(ref double v, double g, int t, double bound, double beta)
    {
        v = beta * v + (1 - beta) * g * g;
        return v == 0 ? 0 : Math.Clamp(g / Math.Sqrt(v / (1 - Math.Pow(beta, t))), -bound, bound);
    }

    private static void Balance(Span<double> weights)
    {
        var mean = 0.0;
        foreach (var weight in weights)
            mean += weight / weights.Length;
        for (var i = 0; i < weights.Length; i++)
            weights[i] -= mean;
        var length = Norm(weights);
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= length;
    }
}
