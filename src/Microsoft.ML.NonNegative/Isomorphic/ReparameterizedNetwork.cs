using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A non-negative network whose W+, W- and b' are functions s(v) of free parameters v, to be trained by any optimizer.</summary>
/// <remarks>
/// Unlike under the sign-preserving rules, structural zeros of W+ and W- can grow: up to twice the weights. Where s has no zero (softplus, sigmoid), and where its
/// derivative is 0 there (square), zeros start at a small theta instead.
/// </remarks>
public sealed class ReparameterizedNetwork : nn.Module<Tensor, Tensor>
{
    private const double Least = 1e-4;
    private const double SigmoidHeadroom = 2;

    private readonly NonNegativeNetwork _network;
    private readonly List<Free> _free = [];

    /// <summary>Starts where <paramref name="network"/> stands.</summary>
    /// <param name="network">Copied.</param>
    /// <param name="function">s.</param>
    public ReparameterizedNetwork(NonNegativeNetwork network, Reparameterization function)
        : base(nameof(ReparameterizedNetwork))
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!Enum.IsDefined(function))
            throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such reparameterisation.");
        Function = function;
        _network = network.Copy();
        foreach (var theta in ((IScoringNetwork)_network).StoredParameters)
        {
            var free = new Free(function, theta);
            register_parameter($"v{_free.Count}", free.Parameter);
            _free.Add(free);
        }
    }

    /// <summary>s.</summary>
    public Reparameterization Function { get; }

    /// <summary>The scores before softmax, [batch, classes].</summary>
    /// <param name="input">Images, [batch, channels * height * width].</param>
    public override Tensor forward(Tensor input) => _network.Run(input, (i, x) =>
    {
        using var scope = NewDisposeScope();
        return _network.Layers[i].Fused(x, _free[3 * i].Theta(), _free[3 * i + 1].Theta(), _free[3 * i + 2].Theta()).MoveToOuterDisposeScope();
    });

    /// <summary>The non-negative network as it stands.</summary>
    /// <returns>A new network.</returns>
    public NonNegativeNetwork ToNonNegative()
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        var network = _network.Copy();
        foreach (var (theta, free) in ((IScoringNetwork)network).StoredParameters.Zip(_free))
            theta.copy_(free.Theta());
        return network;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _network.Dispose();
            _free.ForEach(free => free.Parameter.Dispose());
        }
        base.Dispose(disposing);
    }

    /// <summary>v, with theta = s(v).</summary>
    private sealed class Free
    {
        private readonly Reparameterization _function;
        private readonly double _scale;

        public Free(Reparameterization function, Tensor theta)
        {
            using var withoutGradients = no_grad();
            using var scope = NewDisposeScope();
            _function = function;
            _scale = function == Reparameterization.Sigmoid ? SigmoidHeadroom * Math.Max(theta.max().to(float64).item<double>(), Least) : 1;
            Parameter = Inverse(theta.detach()).clone().ToParameter();
        }

        public Parameter Parameter { get; }

        public Tensor Theta() => _function switch
        {
            Reparameterization.Absolute => Parameter.abs(),
            Reparameterization.Square => Parameter.square(),
            Reparameterization.Softplus => nn.functional.softplus(Parameter),
            _ => Parameter.sigmoid().mul(_scale),
        };

        private Tensor Inverse(Tensor theta) => _function switch
        {
            Reparameterization.Absolute => theta,
            Reparameterization.Square => theta.clamp(min: Least).sqrt(),
            Reparameterization.Softplus => theta.clamp(min: Least).expm1().log(),
            _ => theta.clamp(min: Least * _scale).reciprocal().mul(_scale).sub(1).log().neg(),
        };
    }
}
