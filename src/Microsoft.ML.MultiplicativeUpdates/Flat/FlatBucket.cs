using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Flat;

/// <summary>Parameters of one kind that lie one behind the other in one storage, with their gradients and moments.</summary>
/// <remarks>
/// Each parameter, gradient and moment is a view of the flat tensor. A first stretch of zeros keeps every view from beginning at offset 0, so that a tensor that is none of ours is
/// known by its offset; its length differs from that of another bucket which the parameters come from. Every step looks at every gradient's offset, as anybody may have put another
/// one there. Padding is zero and stays zero: its gradient is.
/// </remarks>
internal sealed class FlatBucket
{
    // 64 bytes in single precision.
    private const long Alignment = 16;

    private readonly TrainedParameter[] _members;
    private readonly long[] _offsets;
    private readonly int[] _versions;
    private readonly Tensor _gradient;
    private readonly Tensor[] _gradientViews;
    private int _spread;

    public FlatBucket(IReadOnlyList<TrainedParameter> members)
    {
        _members = [.. members];
        _offsets = new long[_members.Length];
        _versions = new int[_members.Length];
        var end = Lead(_members[0].Parameter);
        for (var i = 0; i < _members.Length; i++)
        {
            _offsets[i] = end;
            end += (_members[i].Count + Alignment - 1) / Alignment * Alignment;
        }
        var first = _members[0].Parameter;
        _gradient = zeros(end, dtype: first.dtype, device: first.device).DetachFromDisposeScope();
        var flat = new Parameter(zeros(end, dtype: first.dtype, device: first.device), requires_grad: false);
        flat.DetachFromDisposeScope();
        Whole = new TrainedParameter(flat, new ParameterState(flat) { Step = _members[0].State.Step, Zeros = _members[0].State.Zeros }, _members[0].Group);
        _gradientViews = [.. _members.Select((member, i) => View(_gradient, i).DetachFromDisposeScope())];
        for (var i = 0; i < _members.Length; i++)
        {
            Adopt(i);
            Attach(i);
        }
        GatherMoments();
    }

    /// <summary>All members as one parameter.</summary>
    public TrainedParameter Whole { get; }

    /// <summary>The members.</summary>
    public IReadOnlyList<TrainedParameter> Members => _members;

    /// <summary>Somebody replaced moments of a member.</summary>
    public bool IsStale => !_members.Select(member => member.State.Version).SequenceEqual(_versions) || Array.Exists(_members, member => member.State.Step != Whole.State.Step);

    /// <summary>The flat gradient of this step, or null where a member has none: then the bucket no longer fits.</summary>
    public Tensor? Collect()
    {
        for (var i = 0; i < _members.Length; i++)
        {
            if (IsAttached(i))
                continue;
            if (_members[i].Parameter.storage_offset() != _offsets[i])
                Adopt(i);
            if (!Attach(i))
                return null;
        }
        return _gradient;
    }

    /// <summary>Sets all gradients to zero, in place; those of members that are no longer trained are dropped.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        _gradient.zero_();
        foreach (var member in _members)
            if (!member.Parameter.requires_grad)
                member.Parameter.grad = null;
    }

    /// <summary>Tells the members what the step has changed.</summary>
    public void Spread()
    {
        foreach (var member in _members)
            member.State.Step = Whole.State.Step;
        if (Whole.State.Moments.Count == _spread)
            return;
        foreach (var (name, tensor) in Whole.State.Moments)
            for (var i = 0; i < _members.Length; i++)
                _members[i].State.Set(name, View(tensor, i));
        Settle();
    }

    /// <summary>Frees what is flat but for parameters and gradients, which keep their memory.</summary>
    /// <param name="keepMoments">Every member gets moments of its own.</param>
    public void Dispose(bool keepMoments)
    {
        for (var i = 0; i < _members.Length; i++)
            if (keepMoments && _members[i].State.Version == _versions[i])
                foreach (var (name, view) in _members[i].State.Moments.ToList())
                    _members[i].State.Set(name, view.clone());
        Whole.State.Dispose();
        Whole.Parameter.Dispose();
        _gradient.Dispose();
        foreach (var view in _gradientViews)
            view.Dispose();
    }

    // Where the first member begins: not where it, or its gradient, begins now.
    private static long Lead(Tensor first)
    {
        using var gradient = first.grad;
        var taken = gradient is null || gradient.is_sparse ? 0 : gradient.storage_offset();
        var lead = Alignment;
        while (lead == taken || lead == first.storage_offset())
            lead += Alignment;
        return lead;
    }

    private Tensor View(Tensor flat, int member) => flat.narrow(0, _offsets[member], _members[member].Count).view(_members[member].Parameter.shape);

    // Puts a member's values into the flat storage and the member there.
    private void Adopt(int member)
    {
        using var view = View(Whole.Parameter, member);
        view.copy_(_members[member].Parameter);
        _members[member].Parameter.set_(view);
    }

    private void GatherMoments()
    {
        foreach (var name in _members.SelectMany(member => member.State.Moments.Select(moment => moment.Name)).Distinct().ToList())
        {
            var flat = Whole.State.Moment(name);
            for (var i = 0; i < _members.Length; i++)
            {
                var view = View(flat, i);
                if (_members[i].State.Find(name) is { } own)
                    view.copy_(own);
                _members[i].State.Set(name, view);
            }
        }
        Settle();
    }

    private void Settle()
    {
        _spread = Whole.State.Moments.Count;
        for (var i = 0; i < _members.Length; i++)
            _versions[i] = _members[i].State.Version;
    }

    private bool IsAttached(int member)
    {
        using var gradient = _members[member].Parameter.grad;
        return gradient is not null && !gradient.is_sparse && gradient.storage_offset() == _offsets[member] && _members[member].Parameter.storage_offset() == _offsets[member];
    }

    // Copies a member's gradient to its place and leaves it there; false where it has none.
    private bool Attach(int member)
    {
        var parameter = _members[member].Parameter;
        using var gradient = parameter.grad;
        if (gradient is null)
            return false;
        if (gradient.numel() != _members[member].Count)
            throw new InvalidOperationException(
                $"A parameter of the shape [{string.Join(", ", parameter.shape)}] has a gradient of the shape [{string.Join(", ", gradient.shape)}]. Nothing was changed.");
        using var dense = gradient.is_sparse ? gradient.to_dense() : gradient.alias();
        _gradientViews[member].copy_(dense);
        parameter.grad = _gradientViews[member];
        return true;
    }
}
