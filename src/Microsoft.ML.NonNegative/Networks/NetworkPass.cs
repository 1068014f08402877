using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>The way of one batch through the layers of a description, whatever the layers with weights do.</summary>
/// <param name="description">The network.</param>
/// <param name="weighted">Maps the index of a weighted layer and its input to its pre-activations, in a tensor that may be written to afterwards.</param>
/// <param name="activated">Is told of every activation's index and outputs.</param>
internal sealed class NetworkPass(NetworkDescription description, Func<int, Signal, Signal> weighted, Action<int, Tensor>? activated = null)
{
    private int _weighted;
    private int _activation;

    /// <summary>The scores before softmax, [batch, classes].</summary>
    /// <param name="input">[batch, channels * height * width] or [batch, channels, height, width].</param>
    /// <param name="offset">What was added to the numbers that are meant, or null.</param>
    public Tensor Run(Tensor input, Tensor? offset = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = description.Input;
        if (!(input.shape is [_, var size] && size == shape.Size) && !(input.shape is [_, var channels, var height, var width] && (channels, height, width) == (shape.Channels, shape.Height, shape.Width)))
            throw new ArgumentException($"The input has the shape [{string.Join(", ", input.shape)}]; it must be [batch, {shape.Size}] or [batch, {shape.Channels}, {shape.Height}, {shape.Width}].", nameof(input));
        using var scope = NewDisposeScope();
        return Through(description.Layers, new Signal(input.reshape(input.shape[0], shape.Channels, shape.Height, shape.Width), offset)).Meant().MoveToOuterDisposeScope();
    }

    private Signal Through(IEnumerable<LayerDescription> layers, Signal signal)
    {
        var own = false;
        foreach (var layer in layers)
        {
            // What a layer leaves behind is freed with it, unless a gradient needs it.
            using var scope = NewDisposeScope();
            var before = signal;
            signal = Through(layer, signal);
            signal.Value.MoveToOuterDisposeScope();
            if (!ReferenceEquals(signal.Offset, before.Offset))
                signal.Offset?.MoveToOuterDisposeScope();
            if (own)
                before.Value.Dispose();
            own = true;
        }
        return signal;
    }

    private Signal Through(LayerDescription layer, Signal signal) => layer switch
    {
        WeightedLayer { Activation: null } => weighted(_weighted++, signal),
        WeightedLayer { Activation: { } activation } => Activate(activation, weighted(_weighted++, signal)),
        ResidualLayer residual => Activate(residual.Activation, Through(residual.Branch, signal).Add(Through(residual.Shortcut, signal))),
        SignalLayer passing => signal with { Value = passing.Apply(signal.Value) is var output && ReferenceEquals(output, signal.Value) ? output.alias() : output },
        _ => throw new NotSupportedException($"A layer '{layer.Kind}' cannot be computed."),
    };

    // g_c(z') = g(z' - c): the only place where an offset is taken off.
    private Signal Activate(Activation activation, Signal signal)
    {
        var output = activation.Apply(signal.Meant());
        activated?.Invoke(_activation++, output);
        return new Signal(output);
    }
}
