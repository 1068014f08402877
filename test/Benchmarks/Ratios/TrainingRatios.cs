using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Benchmarks.Workloads;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Whole training steps of ResNet-18 that differ in nothing but the optimizer. They take seconds, so there are few, in turn.</summary>
internal sealed class TrainingRatios(RatioOptions options)
{
    private const double Target = 1.02;
    private const int WarmUps = 2;

    public Comparison Run(DirectionKind direction)
    {
        using var builtIn = new TrainingStep(options.Batch, parameters => Optimizers.BuiltIn(parameters, direction));
        using var ours = new TrainingStep(options.Batch, parameters => Optimizers.Ours(parameters, UpdateRuleKind.Multiplicative, direction));
        for (var i = 0; i < WarmUps; i++)
        {
            builtIn.Run();
            ours.Run();
        }

        var times = Interleaved.Milliseconds([builtIn.Run, ours.Run], options.Repeats, calls: 1, untimed: 0);
        var (ourStep, theirStep) = (Steps(ours), Steps(builtIn));
        var rest = new Series([.. Rest(times[0], theirStep), .. Rest(times[1], ourStep)]).Median;
        return new Comparison($"Multiplicative {direction}, training step", $"ResNet-18, batch {options.Batch}", times[1], times[0], Target, Paths.Of((MultiplicativeOptimizer)ours.Optimizer))
        {
            ByParts = (rest + ourStep.Median) / (rest + theirStep.Median),
        };
    }

    private Series Steps(TrainingStep step) => new(step.StepMilliseconds.TakeLast(options.Repeats));

    private static IEnumerable<double> Rest(Series whole, Series step) => whole.Values.Zip(step.Values, (a, b) => a - b);
}
