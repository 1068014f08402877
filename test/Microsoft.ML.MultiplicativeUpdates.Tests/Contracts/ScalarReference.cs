namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>An optimizer in double precision, number by number: changes theta for a gradient.</summary>
internal delegate void ScalarStep(double[] theta, double[] gradient);

/// <summary>Directions and rules as the specification writes them (sections 1.1 and 1.2), in plain loops: what every way of computing them must agree with.</summary>
internal static class ScalarReference
{
    /// <summary>u_t for g_t; t counts from 1.</summary>
    private delegate double[] ScalarDirection(double[] gradient, int t);

    /// <summary>The optimizer of one parameter that options describe, weight decay and limits on the gradient included.</summary>
    public static ScalarStep Of(MultiplicativeUpdateOptions options)
    {
        var next = DirectionOf(options);
        var t = 0;
        return (theta, gradient) =>
        {
            t++;
            var g = Limited(gradient, options);
            Decay(theta, g, options);
            var u = next(g, t);
            for (var i = 0; i < theta.Length; i++)
                theta[i] = Moved(theta[i], u[i], options, StepFactor(options, t));
        };
    }

    private static double Moved(double theta, double u, MultiplicativeUpdateOptions options, double factor)
    {
        var (eta, inner, outer, gamma) = (options.LearningRate!.Value * factor, options.InnerLearningRate, options.OuterLearningRate!.Value * factor, options.MultiplicativeShare);
        var multiplicative = Math.Abs(theta) * Math.Tanh(inner * u) * outer;
        return options.Rule switch
        {
            UpdateRuleKind.Additive => theta - eta * u,
            UpdateRuleKind.Multiplicative => theta - multiplicative,
            UpdateRuleKind.Hybrid => theta - (gamma * multiplicative + (1 - gamma) * eta * u),
            UpdateRuleKind.Power => theta * Math.Pow(2, -Math.Sign(theta) * outer * Math.Tanh(inner * u)),
            UpdateRuleKind.ExponentiatedGradient => theta * Math.Exp(-Math.Sign(theta) * eta * u),
            UpdateRuleKind.Projected => Math.Max(theta - eta * u, 0),
            UpdateRuleKind.Reflected => Math.Abs(theta - eta * u),
            _ => throw new ArgumentOutOfRangeException(nameof(options)),
        };
    }

    // The authors' code divides the whole step by 1 - beta_1^t, and not the first moment.
    private static double StepFactor(MultiplicativeUpdateOptions options, int t) =>
        options.CorrectOutsideTanh && IsAdam(options.Direction) ? 1 / (1 - Math.Pow(options.Beta1, t)) : 1;

    private static double[] Limited(double[] gradient, MultiplicativeUpdateOptions options)
    {
        var g = gradient.ToArray();
        if (options.MaximumGradientNorm is { } most)
        {
            var norm = Math.Sqrt(g.Sum(x => x * x));
            for (var i = 0; i < g.Length; i++)
                g[i] *= Math.Min(1, most / (norm + 1e-6));
        }
        if (options.MaximumGradientValue is { } bound)
            for (var i = 0; i < g.Length; i++)
                g[i] = Math.Max(-bound, Math.Min(bound, g[i]));
        return g;
    }

    private static void Decay(double[] theta, double[] g, MultiplicativeUpdateOptions options)
    {
        var lambda = options.WeightDecay ?? (options.Direction == DirectionKind.AdamW ? 0.01 : 0);
        var decoupled = options.Direction == DirectionKind.AdamW || options.WeightDecayKind == WeightDecayKind.Decoupled;
        var rate = options.Rule is UpdateRuleKind.Multiplicative or UpdateRuleKind.Power ? options.OuterLearningRate!.Value : options.LearningRate!.Value;
        for (var i = 0; i < theta.Length; i++)
            if (decoupled)
                theta[i] *= 1 - lambda * rate;
            else
                g[i] += lambda * theta[i];
    }

    private static ScalarDirection DirectionOf(MultiplicativeUpdateOptions options) => options.Direction switch
    {
        DirectionKind.Sgd => Sgd(options.Momentum, options.Dampening, options.Nesterov),
        DirectionKind.Adagrad => Adagrad(options.Epsilon ?? 1e-10),
        DirectionKind.RmsProp => RmsProp(options.Smoothing, options.Epsilon ?? 1e-8, options.Momentum, options.Centered, options.BiasCorrected),
        _ => Adam(options.Beta1, options.Beta2, options.Epsilon ?? 1e-8, options.Direction == DirectionKind.AmsGrad, options.CorrectOutsideTanh),
    };

    private static bool IsAdam(DirectionKind kind) => kind is DirectionKind.Adam or DirectionKind.AdamW or DirectionKind.AmsGrad;

    // b_1 = g_1; b_t = mu b_{t-1} + (1 - dampening) g_t; u = b, with Nesterov's g + mu b
    private static ScalarDirection Sgd(double mu, double dampening, bool nesterov)
    {
        double[] b = [];
        return (g, t) =>
        {
            if (t == 1)
                b = g.ToArray();
            else
                for (var i = 0; i < g.Length; i++)
                    b[i] = mu * b[i] + (1 - dampening) * g[i];
            return [.. g.Select((x, i) => mu == 0 ? x : nesterov ? x + mu * b[i] : b[i])];
        };
    }

    // s_t = sum of g_i^2; u = g / (sqrt(s) + epsilon)
    private static ScalarDirection Adagrad(double epsilon)
    {
        double[] s = [];
        return (g, t) =>
        {
            if (t == 1)
                s = new double[g.Length];
            var u = new double[g.Length];
            for (var i = 0; i < g.Length; i++)
            {
                s[i] += g[i] * g[i];
                u[i] = g[i] / (Math.Sqrt(s[i]) + epsilon);
            }
            return u;
        };
    }

    // v, a: running means of g^2 and g; u = g / (sqrt(v [- a^2]) + epsilon), then b_t = mu b_{t-1} + u. The slides divide v and a by 1 - alpha^t.
    private static ScalarDirection RmsProp(double alpha, double epsilon, double mu, bool centered, bool corrected)
    {
        double[] v = [], a = [], b = [];
        return (g, t) =>
        {
            if (t == 1)
                (v, a, b) = (new double[g.Length], new double[g.Length], new double[g.Length]);
            var u = new double[g.Length];
            var correction = corrected ? 1 - Math.Pow(alpha, t) : 1;
            for (var i = 0; i < g.Length; i++)
            {
                v[i] = alpha * v[i] + (1 - alpha) * g[i] * g[i];
                a[i] = alpha * a[i] + (1 - alpha) * g[i];
                var variance = v[i] / correction;
                if (centered)
                    variance = Math.Max(0, variance - a[i] / correction * (a[i] / correction));
                b[i] = mu * b[i] + g[i] / (Math.Sqrt(variance) + epsilon);
                u[i] = b[i];
            }
            return u;
        };
    }

    // m, v: running means of g and g^2, divided by 1 - beta^t; u = m / (sqrt(v) + epsilon). AMSGrad: the largest v so far.
    private static ScalarDirection Adam(double beta1, double beta2, double epsilon, bool largest, bool outside)
    {
        double[] m = [], v = [], most = [];
        return (g, t) =>
        {
            if (t == 1)
                (m, v, most) = (new double[g.Length], new double[g.Length], new double[g.Length]);
            var u = new double[g.Length];
            for (var i = 0; i < g.Length; i++)
            {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                most[i] = Math.Max(most[i], v[i]);
                var first = outside ? m[i] : m[i] / (1 - Math.Pow(beta1, t));
                var second = (largest ? most[i] : v[i]) / (1 - Math.Pow(beta2, t));
                u[i] = first / (Math.Sqrt(second) + epsilon);
            }
            return u;
        };
    }
}
