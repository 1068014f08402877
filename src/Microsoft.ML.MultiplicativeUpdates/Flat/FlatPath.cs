using Microsoft.ML.MultiplicativeUpdates.Steps;

namespace Microsoft.ML.MultiplicativeUpdates.Flat;

/// <summary>Updates parameters that were laid one behind the other, by a number of operations that does not depend on how many they are.</summary>
/// <remarks>Gradients stay zero where others drop them: a parameter that the loss does not reach counts as one with gradient 0.</remarks>
internal sealed class FlatPath(TensorPath tensors) : IDisposable
{
    private readonly List<FlatBucket> _buckets = [];
    private readonly List<TrainedParameter> _waiting = [];

    /// <summary>A parameter that can be laid beside others.</summary>
    public static bool CanUpdate(TrainedParameter trained) =>
        trained.Group is UpdateGroup group && group.Direction.IsElementwise && group.RuleFor(trained.IsAdditive).IsElementwise && trained.Count > 0 && !trained.Parameter.is_sparse
        && trained.Parameter.is_contiguous();

    /// <summary>Adds a parameter to the path.</summary>
    public void Add(TrainedParameter trained) => _waiting.Add(trained);

    /// <summary>Gathers the gradients of this step.</summary>
    public void Collect()
    {
        Dissolve(bucket => bucket.IsStale);
        // A bucket with a member that has no gradient any more is built again without it.
        var gradients = _buckets.Select(bucket => (Bucket: bucket, Gradient: bucket.Collect())).ToList();
        var misfits = gradients.Where(pair => pair.Gradient is null).Select(pair => pair.Bucket).ToHashSet();
        Dissolve(misfits.Contains);
        foreach (var (bucket, gradient) in gradients)
            if (gradient is not null)
                tensors.Add(bucket.Whole, gradient);
        foreach (var bucket in Build())
            tensors.Add(bucket.Whole, bucket.Collect()!);
    }

    /// <summary>Tells the parameters what the step has changed.</summary>
    public void Spread()
    {
        foreach (var bucket in _buckets)
            bucket.Spread();
    }

    /// <summary>Sets the gradients of all parameters in the path to zero.</summary>
    public void ZeroGradients()
    {
        foreach (var bucket in _buckets)
            bucket.ZeroGradients();
        foreach (var trained in _waiting)
            trained.Parameter.grad = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bucket in _buckets)
            bucket.Dispose(keepMoments: false);
        _buckets.Clear();
    }

    private List<FlatBucket> Build()
    {
        if (_waiting.Count == 0)
            return [];
        var ready = _waiting.Where(HasGradient).ToList();
        if (ready.Count == 0)
            return [];
        _waiting.RemoveAll(ready.Contains);
        var built = ready
            .GroupBy(trained => (trained.Group, trained.IsAdditive, trained.Type, trained.Parameter.device_type, trained.Parameter.device_index, trained.State.Step))
            .Select(kind => new FlatBucket([.. kind]))
            .ToList();
        _buckets.AddRange(built);
        return built;
    }

    private void Dissolve(Predicate<FlatBucket> which)
    {
        foreach (var bucket in _buckets.FindAll(which))
        {
            _waiting.AddRange(bucket.Members);
            bucket.Dispose(keepMoments: true);
        }
        _buckets.RemoveAll(which);
    }

    private static bool HasGradient(TrainedParameter trained)
    {
        if (trained.IsFrozen)
            return false;
        using var gradient = trained.Parameter.grad;
        return gradient is not null;
    }
}
