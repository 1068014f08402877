using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Steps;

/// <summary>Updates parameters one by one, in tensor operations: any type, any device, any layout.</summary>
internal sealed class TensorPath(IParameterUpdate update)
{
    private const string Master = "master";

    private readonly List<(TrainedParameter Trained, Tensor Gradient)> _pending = [];

    /// <summary>Forgets what the last step was about.</summary>
    public void Clear() => _pending.Clear();

    /// <summary>Adds a parameter to this step.</summary>
    /// <param name="trained">The parameter.</param>
    /// <param name="gradient">Its gradient, which lives until the end of the step.</param>
    public void Add(TrainedParameter trained, Tensor gradient)
    {
        if (gradient.is_sparse)
            gradient = gradient.to_dense();
        if (gradient.numel() != trained.Count)
            throw new InvalidOperationException(
                $"A parameter of the shape [{string.Join(", ", trained.Parameter.shape)}] has a gradient of the shape [{string.Join(", ", gradient.shape)}]. Nothing was changed.");
        _pending.Add((trained, gradient.to(ParameterState.ComputedIn(trained.Type))));
    }

    /// <summary>Looks at the gradients of this step.</summary>
    public void Scan(bool norm, ref GradientSummary summary)
    {
        foreach (var (trained, gradient) in _pending)
        {
            if (trained.Count == 0)
                continue;
            using var magnitude = gradient.abs();
            using var largestTensor = magnitude.max();
            var largest = largestTensor.to(ScalarType.Float64).item<double>();
            var length = 0.0;
            if (norm && largest > 0 && double.IsFinite(largest))
            {
                // Squares of what lies in [0, 1] cannot overflow.
                using var relative = magnitude.to(ScalarType.Float64).div_(largest);
                using var squares = relative.mul_(relative).sum();
                length = largest * Math.Sqrt(squares.item<double>());
            }
            summary.Add(largest, length * length);
        }
    }

    /// <summary>Takes the step.</summary>
    /// <param name="scale">The factor of all gradients.</param>
    /// <param name="bound">The largest magnitude of an element, for a type that is computed in; infinite where none is beyond it.</param>
    public void Step(double scale, Func<ScalarType, double> bound)
    {
        foreach (var (trained, gradient) in _pending)
        {
            using var scope = NewDisposeScope();
            trained.State.Step++;
            var computed = ParameterState.ComputedIn(trained.Type);
            var parameter = computed == trained.Type ? trained.Parameter : MasterOf(trained, computed);
            var preparation = update.Prepare(trained, scale, bound(computed));
            update.Apply(trained, parameter, Prepared(gradient, parameter, preparation));
            if (!ReferenceEquals(parameter, trained.Parameter))
                trained.Parameter.copy_(parameter);
        }
        _pending.Clear();
    }

    private static Tensor Prepared(Tensor gradient, Tensor parameter, GradientPreparation preparation)
    {
        if (preparation.Scale != 1)
            gradient = gradient.mul(preparation.Scale);
        if (!double.IsPositiveInfinity(preparation.Bound))
            gradient = gradient.clamp(-preparation.Bound, preparation.Bound);
        if (preparation.Penalty != 0)
            gradient = gradient.add(parameter, preparation.Penalty).clamp_(-GradientGuard.Overflowing(parameter.dtype), GradientGuard.Overflowing(parameter.dtype));
        if (preparation.Keep != 1)
            parameter.mul_(preparation.Keep);
        return gradient;
    }

    // In a half type, p - p * 0.001 is p: the digits lie in a copy. Elements that somebody else wrote since are taken over.
    private static Tensor MasterOf(TrainedParameter trained, ScalarType type)
    {
        var parameter = trained.Parameter;
        if (trained.State.Find(Master) is not { } master)
            return trained.State.Set(Master, parameter.to(type, copy: true));
        using var rounded = master.to(parameter.dtype);
        using var own = rounded.eq(parameter);
        using var fresh = parameter.to(type);
        using var current = where(own, master, fresh);
        return master.copy_(current);
    }
}
