using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Benchmarks.Workloads;
using TorchSharp;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>Takes all ratios in one run.</summary>
internal sealed class RatioJob(RatioOptions options)
{
    public RatioResults Run(CancellationToken cancellation)
    {
        var machine = Machine.Current;
        torch.set_num_threads(options.Threads);
        var comparisons = new List<Comparison>();
        var bandwidths = new List<Bandwidth>();
        foreach (var kind in Enum.GetValues<ParameterSetKind>())
        {
            cancellation.ThrowIfCancellationRequested();
            Say($"steps over {kind}, {options.StepRounds} rounds of {options.Steps} each");
            var (found, bandwidth) = new StepRatios(options).Run(kind);
            comparisons.AddRange(found);
            bandwidths.Add(bandwidth);
        }

        foreach (var direction in options.Batch > 0 ? new[] { DirectionKind.Sgd, DirectionKind.Adam } : [])
        {
            cancellation.ThrowIfCancellationRequested();
            Say($"training steps with {direction}, {options.Repeats} pairs in turn, seconds each");
            comparisons.Add(new TrainingRatios(options).Run(direction));
        }

        return new RatioResults(options, machine, comparisons, bandwidths);
    }

    // Not into the results, which may go into a file.
    private static void Say(string what) => Console.Error.WriteLine($"ratios: {what} ...");
}
