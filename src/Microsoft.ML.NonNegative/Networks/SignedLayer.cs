using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>z = W x + b with weights of either sign, normalised over the batch where the description says so.</summary>
public sealed class SignedLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly BatchNormalization? normalization;

    /// <summary>A layer of given values.</summary>
    /// <param name="description">What the layer computes.</param>
    /// <param name="weights">W, of the description's weight shape; taken over.</param>
    /// <param name="biases">b, one an output, where the description has biases; taken over.</param>
    /// <param name="normalization">Where the description is normalised; taken over.</param>
    internal SignedLayer(WeightedLayer description, Tensor weights, Tensor? biases, BatchNormalization? normalization = null)
        : base(nameof(SignedLayer))
    {
        if (description.HasBias != biases is not null || description.IsNormalized != normalization is not null)
            throw new ArgumentException($"A layer '{description.Kind}' was given {(biases is null ? "no " : "")}biases and {(normalization is null ? "no" : "a")} normalisation.", nameof(description));
        Description = description;
        weight = weights.ToParameter();
        bias = biases?.ToParameter();
        this.normalization = normalization;
        RegisterComponents();
    }

    /// <summary>What the layer computes.</summary>
    public WeightedLayer Description { get; }

    /// <summary>W, [outputs, inputs] or [outputs, inputs / groups, kernel, kernel].</summary>
    public Parameter Weight => weight;

    /// <summary>b, one an output, or null.</summary>
    public Parameter? Bias => bias;

    /// <summary>The normalisation of z, or null.</summary>
    public BatchNormalization? Normalization => normalization;

    /// <summary>z, before the activation.</summary>
    /// <param name="input">x, [batch, ...].</param>
    public override Tensor forward(Tensor input)
    {
        var z = Description.Apply(input, weight.As(input.dtype), bias?.As(input.dtype));
        if (normalization is null)
            return z;
        using (z)
            return normalization.call(z);
    }

    /// <summary>W, b, gamma, beta, mu and sigma^2, as far as there are any.</summary>
    internal IEnumerable<Tensor> StoredParameters =>
        new Tensor?[] { weight, bias, normalization?.Scale, normalization?.Shift, normalization?.Mean, normalization?.Variance }.OfType<Tensor>();

    internal SignedLayer Copy() => new(Description, weight.DetachedClone(), bias?.DetachedClone(), normalization?.Copy());

    /// <summary>
    /// The same layer, as it computes when it is not trained, without normalisation: W' = W gamma / sqrt(sigma^2 + epsilon), b' = beta + (b - mu) gamma / sqrt(sigma^2 + epsilon).
    /// </summary>
    internal SignedLayer Fold()
    {
        if (normalization is null && bias is not null)
            return Copy();
        using var withoutGradients = no_grad();
        var description = Description with { HasBias = true, IsNormalized = false };
        if (normalization is null)
            return new SignedLayer(description, weight.DetachedClone(), zeros(description.Outputs, weight.dtype, weight.device));
        using var scope = NewDisposeScope();
        var factor = normalization.Variance.to(float64).add(BatchNormalization.Epsilon).rsqrt_().mul_(normalization.Scale);
        var centre = bias is null ? normalization.Mean.neg() : bias.sub(normalization.Mean);
        var folded = weight.to(float64).mul(factor.reshape([description.Outputs, .. description.WeightShape.Skip(1).Select(_ => 1L)]));
        var shift = centre.to(float64).mul(factor).add_(normalization.Shift);
        return new SignedLayer(description, folded.to(weight.dtype, copy: true).DetachFromDisposeScope(), shift.to(weight.dtype, copy: true).DetachFromDisposeScope());
    }
}
