using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>ReLU with an upper bound (ReLUn): g(z) = min(max(z, 0), n), in [0, n]; with n infinite, the plain ReLU.</summary>
/// <remarks>Source: ReLUN(n) of arXiv 2310.01084, where n is 14 for small networks and 25 to 100 for those trained on ImageNet.</remarks>
public sealed class BoundedRelu : Activation
{
    internal const string BaseName = "relu";

    // TorchSharp keeps no reference to a Scalar while native code reads it: one made for a call can be finalised during it.
    private static readonly Scalar Zero = 0;
    private readonly Scalar _bound;

    internal BoundedRelu(double bound)
        : base(double.IsFinite(bound) ? BaseName + bound.ToString("R", CultureInfo.InvariantCulture) : BaseName, minimum: 0, bound) => _bound = bound;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        return IsBounded ? preActivation.clamp(Zero, _bound) : preActivation.relu();
    }

    /// <inheritdoc/>
    /// <remarks>1 where 0 &lt; z &lt; n, else 0; at z = 0 and z = n, where there is none, 0, while gradients pass there.</remarks>
    public override Tensor Derivative(Tensor preActivation)
    {
        ArgumentNullException.ThrowIfNull(preActivation);
        using var scope = NewDisposeScope();
        return preActivation.gt(Zero).logical_and(preActivation.lt(_bound)).to(preActivation.dtype).MoveToOuterDisposeScope();
    }
}
