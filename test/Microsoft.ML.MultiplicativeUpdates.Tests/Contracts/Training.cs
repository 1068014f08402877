using System.Runtime.InteropServices;
using Microsoft.ML.MultiplicativeUpdates.Fused;
using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>One parameter that is trained in a certain way with gradients that the test gives.</summary>
internal sealed class Training : IDisposable
{
    private readonly FirstOrderOptimizer? _optimizer;
    private readonly FusedPath? _kernels;
    private readonly TrainedParameter? _trained;
    private readonly GradientGuard? _guard;

    /// <summary>Starts to train a parameter, which it takes over.</summary>
    public Training(OptimizerCase one, Way way, Parameter parameter)
    {
        Parameter = parameter;
        if (way.IsNative)
        {
            _optimizer = one.Build([parameter], way.Path);
            if (_optimizer is MultiplicativeOptimizer multiplicative)
                Assert.AreEqual(way.Path, multiplicative.DescribePath().Parameters.Single().Path, one.Name);
            return;
        }
        var group = one.Group!([parameter]);
        _guard = GradientGuard.Of(group.Settings);
        _trained = new TrainedParameter(parameter, new ParameterState(parameter), group);
        Assert.IsTrue(FusedPath.CanUpdate(_trained), one.Name);
        _kernels = new FusedPath { Width = way.Width };
    }

    public Parameter Parameter { get; }

    /// <summary>What is remembered of the parameter.</summary>
    public ParameterState State => _trained?.State ?? (ParameterState)_optimizer!.state_dict().State.Single();

    /// <summary>theta after the gradients, one step for each.</summary>
    public static double[] Run(OptimizerCase one, Way way, ScalarType type, long[] shape, double[] start, IEnumerable<double[]> gradients)
    {
        using var training = new Training(one, way, Numbers.Parameter(start, type, shape));
        foreach (var gradient in gradients)
        {
            Numbers.SetGradient(training.Parameter, gradient);
            training.Step();
        }
        return Numbers.Read(training.Parameter);
    }

    /// <summary>Takes a step with a gradient, for a single-precision parameter on the CPU.</summary>
    public void Step(ReadOnlySpan<float> gradient)
    {
        using (var kept = Parameter.grad)
        {
            // Written in place where there is memory for it, which costs a tenth of a new tensor.
            if (kept is null)
                Numbers.SetGradient(Parameter, gradient.ToArray());
            else
                gradient.CopyTo(MemoryMarshal.Cast<byte, float>(kept.bytes));
        }
        Step();
    }

    /// <summary>The parameter's memory, single precision on the CPU.</summary>
    public ReadOnlySpan<float> Values => MemoryMarshal.Cast<byte, float>(Parameter.bytes);

    /// <summary>Takes a step with the parameter's gradient.</summary>
    public void Step()
    {
        if (_optimizer is not null)
        {
            _optimizer.step();
            return;
        }
        // As an optimizer does it.
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        _kernels!.Clear();
        Assert.IsTrue(_kernels.TryAdd(_trained!, Parameter.grad!));
        var summary = default(GradientSummary);
        _kernels.Scan(norm: true, ref summary);
        Assert.IsTrue(summary.IsFinite);
        var scale = _guard!.Scale(Math.Sqrt(summary.SumOfSquares));
        Assert.IsTrue(_kernels.Step(scale, _guard.Bound(summary.Largest * scale, ScalarType.Float32), holdsNonFinite: false));
    }

    public void Dispose()
    {
        _optimizer?.Dispose();
        _trained?.State.Dispose();
        Parameter.Dispose();
    }
}
