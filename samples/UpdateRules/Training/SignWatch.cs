using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Samples.UpdateRules;

/// <summary>Remembers the weights that a network starts with, to see which of them change sign.</summary>
internal sealed class SignWatch : IDisposable
{
    private readonly List<(Parameter Weight, Tensor Start)> _weights;

    /// <summary>Remembers the weights; biases are left out.</summary>
    public SignWatch(nn.Module<Tensor, Tensor> network)
    {
        using var quiet = no_grad();
        _weights = [.. network.parameters().Where(SmallNetwork.IsWeight).Select(weight => (weight, weight.clone()))];
    }

    /// <summary>The share of weights whose sign is now the opposite.</summary>
    public double Changed()
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var changed = _weights.Sum(entry => entry.Weight.sign().mul(entry.Start.sign()).lt(0).sum().item<long>());
        return (double)changed / _weights.Sum(entry => entry.Start.numel());
    }

    /// <inheritdoc/>
    public void Dispose() => _weights.ForEach(entry => entry.Start.Dispose());
}
