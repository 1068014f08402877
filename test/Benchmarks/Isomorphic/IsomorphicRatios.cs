using System.Diagnostics;
using Microsoft.ML.NonNegative;
using NonNegML.Benchmarks.Ratios;
using TorchSharp;

namespace NonNegML.Benchmarks.Isomorphic;

/// <summary>What a non-negative network costs beside the signed network it equals: everything in turn in one run.</summary>
/// <param name="threads">Threads of libtorch and of the optimizer.</param>
/// <param name="repeats">Rounds.</param>
/// <param name="batch">Images of a step.</param>
internal sealed class IsomorphicRatios(int threads, int repeats, int batch)
{
    private const double TrainingTarget = 1.25;
    private const double InferenceTarget = 1.1;
    private const int WarmUps = 3;

    // What is timed at once takes about as long, so that a hiccup of the machine is a small part of it.
    private const double LeastMilliseconds = 500;

    public IEnumerable<string> Run(CancellationToken cancellation)
    {
        torch.set_num_threads(threads);
        yield return "| Network | Step | Signed, ms | Non-negative, ms | Ratio | Wanted | |";
        yield return "|---|---|---|---|---|---|---|";
        foreach (var (name, description) in Networks())
        {
            cancellation.ThrowIfCancellationRequested();
            Console.Error.WriteLine($"isomorphic: {name} ...");
            using var networks = new NetworkPair(description, batch);
            Action[] training = [networks.TrainSigned, networks.TrainFused, .. networks.IsNormalized ? new Action[] { networks.TrainNormalized } : []];
            var trained = Measure(training);
            yield return Line(name, "training, fused form", trained[0], trained[1], TrainingTarget);
            if (networks.IsNormalized)
                yield return Line(name, "training, fused form beside the signed network with batch normalisation", trained[2], trained[1], TrainingTarget);
            cancellation.ThrowIfCancellationRequested();
            var inferred = Measure([networks.InferSigned, networks.InferFused, networks.InferSplit]);
            yield return Line(name, "inference, fused form", inferred[0], inferred[1], InferenceTarget);
            yield return Line(name, "inference, split form, as hardware computes it", inferred[0], inferred[2], target: null);
        }
        yield return "";
        yield return FormattableString.Invariant($"Batch {batch}, {repeats} rounds in turn, {threads} threads, medians with the middle half in brackets; Adam in every training step, multiplicative on the non-negative network, additive on the signed one. Signed means the same network with batch normalisation folded, where it has any. {Machine.Current}.");
    }

    private static IEnumerable<(string Name, NetworkDescription Description)> Networks() =>
    [
        ("small CNN, 1x28x28", NetworkArchitecture.SmallCnn().Describe(new ImageShape(1, 28, 28), 10, Activations.Sinusoidal)),
        ("ResNet-18, 3x32x32", NetworkArchitecture.ResNet18().Describe(new ImageShape(3, 32, 32), 10, Activations.ReluN(14))),
    ];

    private Series[] Measure(Action[] actions)
    {
        var slowest = 0.0;
        foreach (var action in actions)
            for (var i = 0; i < WarmUps; i++)
            {
                var start = Stopwatch.GetTimestamp();
                action();
                slowest = Math.Max(slowest, i == 0 ? 0 : Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        return Interleaved.Milliseconds(actions, repeats, calls: (int)Math.Clamp(LeastMilliseconds / slowest, 1, 100), untimed: 0);
    }

    private static string Line(string network, string step, Series signed, Series nonNegative, double? target)
    {
        var ratio = nonNegative.Over(signed);
        var wanted = target is { } most ? FormattableString.Invariant($"≤ {most} | {(ratio.Median <= most ? "met" : "missed")}") : " | ";
        return FormattableString.Invariant($"| {network} | {step} | {signed.Median:0.0} | {nonNegative.Median:0.0} | {ratio.Median:0.000} [{ratio.LowerQuartile:0.000}, {ratio.UpperQuartile:0.000}] | {wanted} |");
    }
}
