using System.Diagnostics;
using NonNegML.Benchmarks.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NonNegML.Benchmarks.Workloads;

/// <summary>A whole training step of ResNet-18: gradients set to zero, forward, backward, optimizer.</summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly ResNet18 _network;
    private readonly Tensor _images;
    private readonly Tensor _labels;
    private readonly List<double> _stepMilliseconds = [];

    public TrainingStep(int batch, Func<IEnumerable<Parameter>, OptimizerHelper> optimizer)
    {
        manual_seed(1);
        _network = new ResNet18();
        _images = randn(batch, 3, 32, 32);
        _labels = randint(10, new long[] { batch });
        Optimizer = optimizer(_network.parameters());
    }

    public OptimizerHelper Optimizer { get; }

    /// <summary>What the optimizer's step took of each training step.</summary>
    public IReadOnlyList<double> StepMilliseconds => _stepMilliseconds;

    public void Run()
    {
        using var scope = NewDisposeScope();
        Optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(_network.call(_images), _labels);
        loss.backward();
        var start = Stopwatch.GetTimestamp();
        Optimizer.step();
        _stepMilliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        _network.Dispose();
        _images.Dispose();
        _labels.Dispose();
    }
}
