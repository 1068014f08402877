using NonNegML.Benchmarks.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Benchmarks.Workloads;

/// <summary>Parameters with gradients that are set once and stay.</summary>
/// <remarks>Values and gradients are of ordinary size and the rates tiny, so that no step ever meets a denormal number.</remarks>
internal sealed class ParameterSet : IDisposable
{
    private const double GradientSize = 1e-2;

    private readonly ResNet18? _network;

    public ParameterSet(ParameterSetKind kind)
    {
        manual_seed(1);
        Kind = kind;
        _network = kind == ParameterSetKind.ResNet18 ? new ResNet18() : null;
        Parameters = _network?.parameters().ToList() ?? [.. Enumerable.Range(0, 1000).Select(_ => new Parameter(randn(1000)))];
        Elements = Parameters.Sum(p => p.numel());
        foreach (var parameter in Parameters)
        {
            using var gradient = randn_like(parameter).mul_(GradientSize);
            parameter.grad = gradient;
        }
    }

    public ParameterSetKind Kind { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public long Elements { get; }

    public string Name => Kind == ParameterSetKind.ResNet18 ? "ResNet-18" : "1,000 x 1,000";

    public void Dispose()
    {
        foreach (var parameter in Parameters)
            parameter.Dispose();
        _network?.Dispose();
    }
}
