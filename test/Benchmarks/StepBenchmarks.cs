using BenchmarkDotNet.Attributes;
using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Benchmarks.Workloads;
using TorchSharp.Modules;

namespace NonNegML.Benchmarks;

/// <summary>One step of every rule, with TorchSharp's own optimizer as the baseline.</summary>
#pragma warning disable CA1001 // BenchmarkDotNet calls Release.
public class StepBenchmarks
#pragma warning restore CA1001
{
    private ParameterSet? _set;
    private OptimizerHelper? _optimizer;

    [Params(ParameterSetKind.ResNet18, ParameterSetKind.ManySmall)]
    public ParameterSetKind Parameters { get; set; }

    [Params(DirectionKind.Sgd, DirectionKind.Adam)]
    public DirectionKind Direction { get; set; }

    [ParamsAllValues]
    public UpdateRuleKind Rule { get; set; }

    [GlobalSetup(Target = nameof(BuiltIn))]
    public void PrepareBuiltIn()
    {
        _set = new ParameterSet(Parameters);
        _optimizer = Optimizers.BuiltIn(_set.Parameters, Direction);
    }

    [GlobalSetup(Target = nameof(Ours))]
    public void PrepareOurs()
    {
        _set = new ParameterSet(Parameters);
        _optimizer = Optimizers.Ours(_set.Parameters, Rule, Direction);
    }

    [Benchmark(Baseline = true)]
    public void BuiltIn() => _optimizer!.step();

    [Benchmark]
    public void Ours() => _optimizer!.step();

    [GlobalCleanup]
    public void Release()
    {
        _optimizer?.Dispose();
        _set?.Dispose();
    }
}
