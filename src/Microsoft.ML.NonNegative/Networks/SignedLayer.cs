using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>z = W x + b with weights of either sign.</summary>
internal sealed class SignedLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <param name="description">What the layer computes.</param>
    /// <param name="weights">W, of the description's weight shape; taken over.</param>
    /// <param name="biases">b, one an output; taken over.</param>
    public SignedLayer(WeightedLayer description, Tensor weights, Tensor biases)
        : base(nameof(SignedLayer))
    {
        Description = description;
        weight = weights.ToParameter();
        bias = biases.ToParameter();
        RegisterComponents();
    }

    public WeightedLayer Description { get; }

    public Parameter Weight => weight;

    public Parameter Bias => bias;

    public override Tensor forward(Tensor input) => Description.Apply(input, weight, bias);

    public SignedLayer Copy() => new(Description, weight.DetachedClone(), bias.DetachedClone());
}
