using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Normalises each output over the batch: y = gamma (z - mu) / sqrt(sigma^2 + epsilon) + beta.</summary>
/// <remarks>
/// While training, mu and sigma^2 are the batch's, and the running ones follow by 10% a step; otherwise the running ones are used.
/// Source: Ioffe and Szegedy, arXiv 1502.03167.
/// </remarks>
public sealed class BatchNormalization : nn.Module<Tensor, Tensor>
{
    /// <summary>What is added to the variance: 1e-5.</summary>
    public const double Epsilon = 1e-5;

    internal const double DefaultMomentum = 0.1;

    private readonly Parameter scale;
    private readonly Parameter shift;
    private readonly Tensor mean;
    private readonly Tensor variance;

    /// <summary>Of given values, one an output each; taken over.</summary>
    internal BatchNormalization(Tensor scale, Tensor shift, Tensor mean, Tensor variance)
        : base(nameof(BatchNormalization))
    {
        this.scale = scale.ToParameter();
        this.shift = shift.ToParameter();
        this.mean = mean.DetachFromDisposeScope();
        this.variance = variance.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>gamma, one an output.</summary>
    public Parameter Scale => scale;

    /// <summary>beta, one an output.</summary>
    public Parameter Shift => shift;

    /// <summary>mu over the data, one an output.</summary>
    public Tensor Mean => mean;

    /// <summary>sigma^2 over the data, one an output.</summary>
    public Tensor Variance => variance;

    /// <summary>How much of mu and sigma^2 a batch replaces while training.</summary>
    internal double Momentum { get; set; } = DefaultMomentum;

    /// <summary>Normalised values.</summary>
    /// <param name="input">z, [batch, outputs, ...].</param>
    public override Tensor forward(Tensor input)
    {
        if (input.dtype == scale.dtype)
            return nn.functional.batch_norm(input, mean, variance, scale, shift, training, Momentum, Epsilon);

        // Sums over a batch need more digits than the numbers themselves.
        using var scope = NewDisposeScope();
        return nn.functional.batch_norm(input.to(scale.dtype), mean, variance, scale, shift, training, Momentum, Epsilon).to(input.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>gamma 1, beta 0, and the mean and variance of normalised numbers.</summary>
    internal static BatchNormalization Initial(int outputs) => new(ones(outputs, float32), zeros(outputs, float32), zeros(outputs, float32), ones(outputs, float32));

    internal BatchNormalization Copy() => new(scale.DetachedClone(), shift.DetachedClone(), mean.DetachedClone(), variance.DetachedClone());
}
