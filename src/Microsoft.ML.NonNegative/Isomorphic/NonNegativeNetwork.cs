using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The non-negative network of a description: no negative weight, bias or signal.</summary>
internal sealed class NonNegativeNetwork : nn.Module<Tensor, Tensor>, IScoringNetwork
{
    public NonNegativeNetwork(NetworkDescription description, IReadOnlyList<NonNegativeLayer> layers)
        : base(nameof(NonNegativeNetwork))
    {
        Description = description;
        Layers = layers;
        for (var i = 0; i < layers.Count; i++)
            register_module($"layer{i}", layers[i]);
    }

    public NetworkDescription Description { get; }

    /// <summary>The layers with weights, in the order of <see cref="NetworkDescription.Weighted"/>.</summary>
    public IReadOnlyList<NonNegativeLayer> Layers { get; }

    /// <summary>The scores before softmax by the fused form, [batch, classes]: for training.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return NetworkPass.Run(Description, input, (i, x) =>
        {
            var z = Layers[i].forward(x);
            return Description.Weighted[i].Activation?.Apply(z) ?? z;
        }).MoveToOuterDisposeScope();
    }

    /// <summary>The scores before softmax by the split form, [batch, classes]; calls <paramref name="visit"/> with every layer's index and signals.</summary>
    public Tensor RunSplit(Tensor input, Action<int, SplitSignals>? visit = null)
    {
        using var scope = NewDisposeScope();
        return NetworkPass.Run(Description, input, (i, x) =>
        {
            var signals = Layers[i].Split(x);
            visit?.Invoke(i, signals);
            return Layers[i].Activate(signals.Shifted);
        }).MoveToOuterDisposeScope();
    }

    /// <summary>By the split form: what is deployed.</summary>
    public Tensor Score(Tensor input) => RunSplit(input);

    public IScoringNetwork Copy() => new NonNegativeNetwork(Description, [.. Layers.Select(layer => layer.Copy())]);

    public IEnumerable<Tensor> StoredParameters => Layers.SelectMany(layer => new Tensor[] { layer.Positive, layer.Negative, layer.Bias });
}
