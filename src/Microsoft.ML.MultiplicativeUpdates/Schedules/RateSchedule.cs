namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>Drives <see cref="UpdateGroup.Rates"/> from epoch to epoch, each rate by itself.</summary>
/// <remarks>
/// <para>
/// The rates of epoch 0 hold as soon as a schedule was built; <see cref="Step"/>, once after each epoch, sets those of the next. A schedule writes only the rates that it drives, so
/// that several may drive different rates of a group, and none of them touches the learning rate that TorchSharp's schedulers drive: those scale eta and eta_out on top.
/// </para>
/// <para>
/// To resume, build optimizer and schedule as at first, load the optimizer's state, which brings its rates back, and set <see cref="Epoch"/>. A schedule of your own overrides
/// <see cref="RatesAt"/> and sets <see cref="Epoch"/> to 0 at the end of its constructor.
/// </para>
/// </remarks>
public abstract class RateSchedule
{
    private readonly List<(UpdateGroup Group, UpdateRates Start)> _groups;
    private int _epoch;

    /// <summary>A schedule of groups.</summary>
    /// <param name="groups">The groups, as <see cref="MultiplicativeOptimizer.Groups"/> gives them; at least one.</param>
    /// <exception cref="ArgumentException">There are no groups.</exception>
    protected RateSchedule(IEnumerable<UpdateGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _groups = [.. groups.Select(group => (group, group.Rates))];
        if (_groups.Count == 0)
            throw new ArgumentException("The schedule got no groups to drive.", nameof(groups));
    }

    /// <summary>The epoch whose rates hold, counted from 0. Setting it sets them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or a rate of that epoch is none that a group's rule can work with.</exception>
    public int Epoch
    {
        get => _epoch;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            var rates = _groups.ConvertAll(one => RatesAt(value, one.Start, one.Group.Rates));
            foreach (var ((group, _), next) in _groups.Zip(rates))
                group.Validate(next);
            foreach (var ((group, _), next) in _groups.Zip(rates))
                group.Rates = next;
            _epoch = value;
        }
    }

    /// <summary>Goes on to the next epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate of that epoch is none that a group's rule can work with.</exception>
    public void Step() => Epoch++;

    /// <summary>The rates of a group in an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="start">The group's rates when the schedule was built.</param>
    /// <param name="current">The group's rates now: what the schedule does not drive is to be taken from here.</param>
    protected abstract UpdateRates RatesAt(int epoch, UpdateRates start, UpdateRates current);
}
