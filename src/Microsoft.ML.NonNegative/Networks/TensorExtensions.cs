using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

internal static class TensorExtensions
{
    /// <summary>Takes the tensor over as a parameter that no dispose scope holds: it belongs to its module, whatever scope the module is built in.</summary>
    public static Parameter ToParameter(this Tensor tensor)
    {
        var parameter = new Parameter(tensor);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>The tensor in a type to compute with: itself, or a rounded copy in the current dispose scope that gradients pass through.</summary>
    public static Tensor As(this Tensor tensor, ScalarType type) => tensor.dtype == type ? tensor : tensor.to(type);

    /// <summary>A copy with memory of its own that no graph and no dispose scope holds.</summary>
    public static Tensor DetachedClone(this Tensor tensor)
    {
        using var detached = tensor.detach();
        return detached.clone().DetachFromDisposeScope();
    }
}
