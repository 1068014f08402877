using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The ordinary network of a description: weights of either sign. A TorchSharp module, to be trained as any other.</summary>
public sealed class SignedNetwork : nn.Module<Tensor, Tensor>, IScoringNetwork
{
    /// <summary>A network of given layers.</summary>
    /// <param name="description">The network.</param>
    /// <param name="layers">One for each of <see cref="NetworkDescription.Weighted"/>; taken over.</param>
    internal SignedNetwork(NetworkDescription description, IReadOnlyList<SignedLayer> layers)
        : base(nameof(SignedNetwork))
    {
        Description = description;
        Layers = layers;
        for (var i = 0; i < layers.Count; i++)
            register_module($"layer{i}", layers[i]);
    }

    /// <summary>A network with Xavier-normal weights and zero biases; where nothing is normalised, <see cref="NetworkInitialization.MatchMoments"/> makes a better start of it.</summary>
    /// <param name="description">The network.</param>
    /// <param name="seed">The same seed gives the same weights.</param>
    public static SignedNetwork Create(NetworkDescription description, int seed) => NetworkInitialization.Xavier(description, new Random(seed));

    /// <inheritdoc/>
    public NetworkDescription Description { get; }

    /// <summary>The layers with weights, in the order of <see cref="NetworkDescription.Weighted"/>.</summary>
    public IReadOnlyList<SignedLayer> Layers { get; }

    /// <summary>The scores before softmax, [batch, classes].</summary>
    /// <param name="input">Images, [batch, channels * height * width] or [batch, channels, height, width].</param>
    public override Tensor forward(Tensor input) => Run(input);

    /// <summary>As <see cref="forward"/>; tells of every weighted layer's index and pre-activations z, and of every activation's index and outputs, for as long as the call takes.</summary>
    internal Tensor Run(Tensor input, Action<int, Tensor>? visit = null, Action<int, Tensor>? activated = null) =>
        new NetworkPass(Description, (i, x) =>
        {
            var z = Layers[i].call(x.Value);
            visit?.Invoke(i, z);
            return new Signal(z);
        }, activated).Run(input);

    /// <summary>The network as it computes when it is not trained, without normalisation: it is part of weights and biases. Exact but for rounding.</summary>
    /// <returns>A new network; a copy where nothing is normalised.</returns>
    /// <remarks>After training, <see cref="BatchNormalizationCalibration.Calibrate"/> first measures mean and variance over data.</remarks>
    public SignedNetwork Fold() =>
        new(Description.Fold(), [.. Layers.Select(layer => layer.Fold())]);

    /// <summary>A copy that can be trained on its own.</summary>
    public SignedNetwork Copy() => new(Description, [.. Layers.Select(layer => layer.Copy())]);

    /// <summary>Sets every negative weight and bias to 0.</summary>
    internal void Clip()
    {
        using var withoutGradients = no_grad();
        foreach (var layer in Layers)
        {
            layer.Weight.clamp_(min: 0);
            layer.Bias?.clamp_(min: 0);
        }
    }

    /// <summary>A copy with other activations.</summary>
    /// <param name="activation">Gives the activation for the place, in the order in which they compute, and the one there was.</param>
    internal SignedNetwork WithActivations(Func<int, Activation, Activation> activation)
    {
        var description = Description.Rewrite(activation: activation);
        return new(description, [.. Layers.Select((layer, i) => new SignedLayer(description.Weighted[i], layer.Weight.DetachedClone(), layer.Bias?.DetachedClone(), layer.Normalization?.Copy()))]);
    }

    Tensor IScoringNetwork.Score(Tensor input) => forward(input);

    IScoringNetwork IScoringNetwork.Copy() => Copy();

    IEnumerable<Tensor> IScoringNetwork.StoredParameters => Layers.SelectMany(layer => layer.StoredParameters);
}
