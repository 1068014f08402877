namespace Microsoft.ML.NonNegative;

/// <summary>Draws the examples of one step after the other. One thread at a time.</summary>
internal sealed class OrderReader : IDisposable
{
    private readonly BatchPlan _plan;
    private readonly IEnumerator<Example> _order;
    private int _step;
    private long _drawn;

    /// <param name="order">The examples of the plan, each once.</param>
    /// <param name="plan">The steps.</param>
    /// <param name="firstStep">The first one to draw; what comes before it is passed over.</param>
    public OrderReader(IEnumerable<Example> order, BatchPlan plan, int firstStep)
    {
        (_plan, _step) = (plan, firstStep);
        _order = order.GetEnumerator();
    }

    /// <summary>The next step's examples.</summary>
    /// <param name="checkCancellation">Throws when nothing is wanted any more; asked before every example.</param>
    /// <exception cref="InvalidOperationException">The order has fewer examples than the plan, or more.</exception>
    public Example[] Next(Action checkCancellation)
    {
        while (_drawn < _plan.StartOf(_step))
            Draw(checkCancellation);
        var examples = new Example[_plan.SizeOf(_step++)];
        for (var i = 0; i < examples.Length; i++)
            examples[i] = Draw(checkCancellation);

        // Read to its end, where a streamed source sees whether its input is what it was.
        if (_step == _plan.Steps && _order.MoveNext())
            throw new InvalidOperationException(FormattableString.Invariant($"The order has more than the {_plan.Count} examples of the plan."));
        return examples;
    }

    /// <inheritdoc/>
    public void Dispose() => _order.Dispose();

    private Example Draw(Action checkCancellation)
    {
        checkCancellation();
        if (!_order.MoveNext())
            throw new InvalidOperationException(FormattableString.Invariant($"The order has {_drawn} examples, but the plan {_plan.Count}."));
        _drawn++;
        return _order.Current;
    }
}
