using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A layer with weights and biases: z_i = sum_j w_ij x_j + b_i, normalised over the batch where asked for, then an activation where there is one.</summary>
/// <param name="Activation">g, or null for the last layer, whose z are the scores before softmax, and for the last layer on a way of a <see cref="ResidualLayer"/>.</param>
public abstract record WeightedLayer(Activation? Activation) : LayerDescription
{
    /// <summary>Whether the signed layer has biases b.</summary>
    /// <value>Default: true. A non-negative layer always has b'.</value>
    public bool HasBias { get; init; } = true;

    /// <summary>Whether the signed layer's z are normalised over the batch, with a scale and a shift for each output that are learnt.</summary>
    /// <value>Default: false. Non-negative networks have the normalisation folded into weights and biases.</value>
    public bool IsNormalized { get; init; }

    /// <summary>The number of outputs (units or channels), the first dimension of the weights.</summary>
    public abstract int Outputs { get; }

    /// <summary>The shape of the weights, outputs first.</summary>
    public abstract IReadOnlyList<long> WeightShape { get; }

    /// <summary>The number of inputs that one output adds up.</summary>
    public long FanIn => WeightShape.Skip(1).Product();

    /// <summary>Weights, biases, and the normalisation's scales and shifts.</summary>
    public long ParameterCount => checked(Outputs * (FanIn + (HasBias ? 1 : 0) + (IsNormalized ? 2 : 0)));

    /// <summary>The weights that one output's neighbour shares with it: the cells of a kernel; 1 for a linear layer.</summary>
    internal long ReceptiveField => WeightShape.Skip(2).Product();

    /// <summary>Whether zeros stand around the input.</summary>
    internal virtual bool IsPadded => false;

    /// <summary>W x + b, with <paramref name="padding"/> in the place of every input outside the image.</summary>
    internal abstract Tensor Apply(Tensor input, Tensor weight, Tensor? bias, double padding = 0);

    /// <summary>Values of one number an output, in a shape that fits a batch of outputs.</summary>
    internal abstract Tensor PerOutput(Tensor values);

    private protected string Details => (HasBias ? "" : ", no bias") + (IsNormalized ? ", batch normalisation" : "") + (Activation is null ? "" : $", {Activation}");
}
