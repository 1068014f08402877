using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.NonNegative;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Benchmarks.Isomorphic;

/// <summary>A signed network as it is trained, the same with its normalisation folded, and its non-negative form; each with an Adam of its own.</summary>
internal sealed class NetworkPair : IDisposable
{
    private readonly SignedNetwork _trained;
    private readonly SignedNetwork _signed;
    private readonly NonNegativeNetwork _nonNegative;
    private readonly Dictionary<nn.Module, MultiplicativeOptimizer> _optimizers;
    private readonly Tensor _images;
    private readonly Tensor _labels;

    public NetworkPair(NetworkDescription description, int batch)
    {
        manual_seed(1);
        _trained = SignedNetwork.Create(description, seed: 1);
        _signed = _trained.Fold();
        _nonNegative = _signed.ToNonNegative(SignalRange.Unit, new() { OutsideInputs = OutsideInputs.Clip });
        _images = rand(batch, description.Input.Size);
        _labels = randint(description.Classes, new long[] { batch });
        _optimizers = new()
        {
            [_trained] = Optimizer(_trained.parameters(), UpdateRuleKind.Additive),
            [_signed] = Optimizer(_signed.parameters(), UpdateRuleKind.Additive),
            [_nonNegative] = Optimizer(_nonNegative.parameters(), UpdateRuleKind.Multiplicative),
        };
    }

    public bool IsNormalized => _trained.Description.Weighted.Any(layer => layer.IsNormalized);

    public void TrainNormalized() => Train(_trained);

    public void TrainSigned() => Train(_signed);

    public void TrainFused() => Train(_nonNegative);

    public void InferSigned() => Infer(_signed.forward);

    public void InferFused() => Infer(_nonNegative.forward);

    public void InferSplit() => Infer(_nonNegative.SplitForward);

    public void Dispose()
    {
        foreach (var (network, optimizer) in _optimizers)
        {
            optimizer.Dispose();
            network.Dispose();
        }
        _images.Dispose();
        _labels.Dispose();
    }

    // A rate of next to nothing: the networks stay what they are, however often they are trained.
    private static MultiplicativeOptimizer Optimizer(IEnumerable<Parameter> parameters, UpdateRuleKind rule) =>
        new(parameters, new MultiplicativeUpdateOptions { Rule = rule, LearningRate = 1e-9, OuterLearningRate = 1e-9, Zeros = rule == UpdateRuleKind.Additive ? ZeroPolicy.Additive : ZeroPolicy.Freeze });

    private void Train(nn.Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        var optimizer = _optimizers[network];
        optimizer.zero_grad();
        nn.functional.cross_entropy(network.call(_images), _labels).backward();
        optimizer.step();
    }

    private void Infer(Func<Tensor, Tensor> forward)
    {
        using var withoutGradients = no_grad();
        forward(_images).Dispose();
    }
}
