using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The ordinary network of a description: weights of either sign.</summary>
internal sealed class SignedNetwork : nn.Module<Tensor, Tensor>, IScoringNetwork
{
    public SignedNetwork(NetworkDescription description, IReadOnlyList<SignedLayer> layers)
        : base(nameof(SignedNetwork))
    {
        Description = description;
        Layers = layers;
        for (var i = 0; i < layers.Count; i++)
            register_module($"layer{i}", layers[i]);
    }

    public NetworkDescription Description { get; }

    /// <summary>The layers with weights, in the order of <see cref="NetworkDescription.Weighted"/>.</summary>
    public IReadOnlyList<SignedLayer> Layers { get; }

    /// <summary>The scores before softmax, [batch, classes].</summary>
    /// <param name="input">Images in [0, 1], [batch, channels * height * width].</param>
    public override Tensor forward(Tensor input) => Run(input);

    /// <summary>As <see cref="forward"/>; calls <paramref name="visit"/> with every layer's index and pre-activations z.</summary>
    public Tensor Run(Tensor input, Action<int, Tensor>? visit = null)
    {
        using var scope = NewDisposeScope();
        return NetworkPass.Run(Description, input, (i, x) =>
        {
            var z = Layers[i].forward(x);
            visit?.Invoke(i, z);
            return Description.Weighted[i].Activation?.Apply(z) ?? z;
        }).MoveToOuterDisposeScope();
    }

    public Tensor Score(Tensor input) => forward(input);

    public IScoringNetwork Copy() => new SignedNetwork(Description, [.. Layers.Select(layer => layer.Copy())]);

    public IEnumerable<Tensor> StoredParameters => Layers.SelectMany(layer => new Tensor[] { layer.Weight, layer.Bias });
}
