using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A non-negative network whose W+, W- and b' are functions s(v) of free parameters v, to be trained by any optimizer.</summary>
/// <remarks>
/// Unlike under the sign-preserving rules, structural zeros of W+ and W- can grow: up to twice the weights. Where s has no zero (softplus, sigmoid), and where its
/// derivative is 0 there (square), zeros start at a small theta instead.
/// </remarks>
public sealed class ReparameterizedNetwork : nn.Module<Tensor, Tensor>
{
    private readonly NetworkDescription _description;
    private readonly InputGuard _guard;
    private readonly List<ReparameterizedLayer> _layers;

    /// <summary>Starts where <paramref name="network"/> stands.</summary>
    /// <param name="network">Copied.</param>
    /// <param name="function">s.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="function"/> is none.</exception>
    public ReparameterizedNetwork(NonNegativeNetwork network, Reparameterization function)
        : base(nameof(ReparameterizedNetwork))
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!Enum.IsDefined(function))
            throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such reparameterisation.");
        Function = function;
        _description = network.Description;
        _guard = new InputGuard(network.InputRange, network.OutsideInputs);
        _layers = [.. network.Layers.Select(layer => new ReparameterizedLayer(layer, function))];
        for (var i = 0; i < _layers.Count; i++)
            register_module($"layer{i}", _layers[i]);
    }

    /// <summary>s.</summary>
    public Reparameterization Function { get; }

    /// <summary>The scores before softmax, [batch, classes].</summary>
    /// <param name="input">Images, [batch, channels * height * width].</param>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return new NetworkPass(_description, (i, x) => new Signal(_layers[i].call(x.Value))).Run(_guard.Check(input)).MoveToOuterDisposeScope();
    }

    /// <summary>The non-negative network as it stands.</summary>
    /// <returns>A new network.</returns>
    public NonNegativeNetwork ToNonNegative() => new(_description, [.. _layers.Select(layer => layer.ToNonNegative())], _guard.Range, _guard.Outside);
}
