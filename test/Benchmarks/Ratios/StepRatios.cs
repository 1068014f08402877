using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Benchmarks.Workloads;
using TorchSharp.Modules;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Steps of optimizers alone, all over the same parameters and gradients.</summary>
internal sealed class StepRatios(RatioOptions options)
{
    private sealed record Wanted(UpdateRuleKind Rule, DirectionKind Direction, double Target, NonFiniteGradients NonFinite = NonFiniteGradients.SkipStep)
    {
        public string Name => $"{Rule} {Direction}{(NonFinite == NonFiniteGradients.SkipStep ? "" : $", {NonFinite}")}";
    }

    /// <summary>The ratios for one set of parameters, and how fast its memory is.</summary>
    public (IReadOnlyList<Comparison> Comparisons, Bandwidth Bandwidth) Run(ParameterSetKind kind)
    {
        using var set = new ParameterSet(kind);
        var wanted = Targets(kind);
        var directions = wanted.Select(w => w.Direction).Distinct().ToList();
        using var passes = new MemoryPasses(set.Elements, [.. directions.Select(Optimizers.Arrays)]);
        var builtIn = directions.Select(direction => Optimizers.BuiltIn(set.Parameters, direction)).ToList();
        var ours = wanted.Select(w => Optimizers.Ours(set.Parameters, w.Rule, w.Direction, w.NonFinite)).ToList();
        try
        {
            List<Action> actions = [.. builtIn.Concat(ours).Select(Step), .. passes.Actions];
            actions.ForEach(Interleaved.WarmUp);
            var times = Interleaved.Milliseconds(actions, options.StepRounds, options.Steps, untimed: 1);
            var bandwidth = passes.Of(set.Name, times[(directions.Count + wanted.Length)..]);
            var comparisons = wanted.Select((w, i) => new Comparison(
                w.Name, set.Name, times[directions.Count + i], times[directions.IndexOf(w.Direction)], w.Target, Paths.Of(ours[i]))
            {
                Floor = FloorOf(set.Elements * Optimizers.BytesAnElement(w.Direction), w.Direction, bandwidth),
            });
            return ([.. comparisons], bandwidth);
        }
        finally
        {
            foreach (var optimizer in builtIn.Concat(ours))
                optimizer.Dispose();
        }
    }

    private static Action Step(OptimizerHelper optimizer) => () => optimizer.step();

    private static Floor FloorOf(long bytes, DirectionKind direction, Bandwidth bandwidth) => new(bytes / bandwidth.Copy, bytes / bandwidth.InPlace[Optimizers.Arrays(direction)]);

    private static Wanted[] Targets(ParameterSetKind kind) => kind == ParameterSetKind.ResNet18
        ?
        [
            new(UpdateRuleKind.Multiplicative, DirectionKind.Sgd, 2.5),
            new(UpdateRuleKind.Additive, DirectionKind.Sgd, 1.1),
            new(UpdateRuleKind.Additive, DirectionKind.Sgd, 1.1, NonFiniteGradients.SkipElements),
            new(UpdateRuleKind.Multiplicative, DirectionKind.Adam, 0.6),
        ]
        :
        [
            new(UpdateRuleKind.Multiplicative, DirectionKind.Sgd, 1.0),
            new(UpdateRuleKind.Multiplicative, DirectionKind.Adam, 0.2),
        ];
}
