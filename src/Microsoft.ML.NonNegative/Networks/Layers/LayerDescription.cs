namespace Microsoft.ML.NonNegative;

/// <summary>One layer of a <see cref="NetworkDescription"/>: a value without weights of its own.</summary>
/// <remarks>
/// There are layers with weights (<see cref="WeightedLayer"/>), layers that pass signals on (<see cref="SignalLayer"/>, open to your own), and sums of two ways
/// (<see cref="ResidualLayer"/>).
/// </remarks>
public abstract record LayerDescription
{
    private protected LayerDescription()
    {
    }

    /// <summary>The layer in words, for messages and summaries; for example "convolution 3x3, 64 to 128, stride 2".</summary>
    public abstract string Kind { get; }

    /// <summary>The shape that this layer gives for an input of the shape <paramref name="input"/>, both without the batch dimension.</summary>
    /// <exception cref="ArgumentException">The layer does not fit the input.</exception>
    public abstract IReadOnlyList<long> OutputShape(IReadOnlyList<long> input);

    /// <summary>The sequences of layers inside this one; none but for residual layers.</summary>
    internal virtual IEnumerable<(string Name, IReadOnlyList<LayerDescription> Layers)> Parts => [];

    private protected ArgumentException Misfit(IReadOnlyList<long> input) => new($"A layer '{Kind}' cannot take an input of shape {string.Join('x', input)}.");
}
