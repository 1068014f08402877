using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The non-negative network of a description: no negative weight, bias or signal. A TorchSharp module, trained by the rules that keep signs.</summary>
/// <remarks>Made of a signed network by <see cref="IsomorphicTransformation.ToNonNegative(SignedNetwork, SignalRange, IsomorphicOptions)"/>.</remarks>
public sealed class NonNegativeNetwork : nn.Module<Tensor, Tensor>, IScoringNetwork
{
    private readonly InputGuard _guard;
    private bool _isUnguarded;

    internal NonNegativeNetwork(NetworkDescription description, IReadOnlyList<NonNegativeLayer> layers, SignalRange input, OutsideInputs outside = OutsideInputs.Clip)
        : base(nameof(NonNegativeNetwork))
    {
        Description = description;
        Layers = layers;
        _guard = new InputGuard(input, outside);
        for (var i = 0; i < layers.Count; i++)
            register_module($"layer{i}", layers[i]);
    }

    /// <inheritdoc/>
    public NetworkDescription Description { get; }

    /// <summary>The layers with weights, in the order of <see cref="NetworkDescription.Weighted"/>.</summary>
    public IReadOnlyList<NonNegativeLayer> Layers { get; }

    /// <summary>[lo, hi], the interval that inputs must lie in.</summary>
    public SignalRange InputRange => _guard.Range;

    /// <summary>What happens to inputs outside <see cref="InputRange"/>.</summary>
    public OutsideInputs OutsideInputs => _guard.Outside;

    /// <summary>How many input values outside <see cref="InputRange"/> this network has been given so far.</summary>
    public long OutsideInputCount => _guard.Count;

    /// <summary>The scores before softmax by the fused form, [batch, classes]: the same numbers and gradients as by the split form, at the cost of the signed network.</summary>
    /// <param name="input">Images, [batch, channels * height * width] or [batch, channels, height, width].</param>
    /// <exception cref="ArgumentOutOfRangeException">An input lies outside <see cref="InputRange"/>, and <see cref="OutsideInputs"/> says to refuse it.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return new NetworkPass(Description, (i, x) => new Signal(Layers[i].call(x.Value))).Run(_isUnguarded ? input : _guard.Check(input)).MoveToOuterDisposeScope();
    }

    /// <summary>The scores before softmax by the split form, [batch, classes]: W+ on x^ and W- on alpha - x^, as hardware computes them.</summary>
    /// <inheritdoc cref="forward" path="/param"/>
    /// <inheritdoc cref="forward" path="/exception"/>
    public Tensor SplitForward(Tensor input) => RunSplit(input);

    /// <summary>As <see cref="SplitForward"/>; tells of every weighted layer's index and signals, for as long as the call takes.</summary>
    internal Tensor RunSplit(Tensor input, Action<int, SplitSignals>? visit = null)
    {
        using var scope = NewDisposeScope();
        using var exact = new FullPrecision(input.device);
        var lower = InputRange.Lower;
        var guarded = _guard.Check(input);
        var direct = lower == 0 ? guarded : guarded.sub(lower);
        var offset = lower == 0 ? null : full(1, -lower, input.dtype, input.device);
        return new NetworkPass(Description, (i, x) =>
        {
            var signals = Layers[i].Split(x.Value);
            visit?.Invoke(i, signals);
            return new Signal(signals.Shifted, Layers[i].Description.PerOutput(Layers[i].Offset));
        }).Run(direct, offset).MoveToOuterDisposeScope();
    }

    /// <summary>Lets <see cref="forward"/> take inputs as they are, until the result is disposed: looking at their range waits for the device in every step.</summary>
    internal IDisposable WithoutGuard()
    {
        _isUnguarded = true;
        return new Guarding(this);
    }

    /// <summary>A copy that can be trained on its own; its count of inputs outside the range starts at 0.</summary>
    public NonNegativeNetwork Copy() => new(Description, [.. Layers.Select(layer => layer.Copy())], InputRange, OutsideInputs);

    Tensor IScoringNetwork.Score(Tensor input) => forward(input);

    IScoringNetwork IScoringNetwork.Copy() => Copy();

    IEnumerable<Tensor> IScoringNetwork.StoredParameters => Layers.SelectMany(layer => new Tensor[] { layer.Positive, layer.Negative, layer.Bias });

    private sealed class Guarding(NonNegativeNetwork network) : IDisposable
    {
        public void Dispose() => network._isUnguarded = false;
    }
}
