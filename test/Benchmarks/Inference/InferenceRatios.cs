using Microsoft.ML.NonNegative;
using NonNegML.Benchmarks.Ratios;
using TorchSharp;

namespace NonNegML.Benchmarks.Inference;

/// <summary>Scoring through ML.NET beside a bare forward pass in Python, in turn in one run.</summary>
internal sealed class InferenceRatios(InferenceOptions options)
{
    private const double ThroughputTarget = 0.9;
    private const double TimeTarget = 1.3;

    public IEnumerable<string> Run(CancellationToken cancellation)
    {
        torch.set_num_threads(options.Threads);
        yield return "| What | NonNegML | Python | Ratio | By processor time | Wanted | |";
        yield return "|---|---|---|---|---|---|---|";
        using var python = new PythonForward(options);
        if (options.CnnRows > 0 || options.Singles > 0)
        {
            using var cnn = new ScoringWorkload(NetworkArchitecture.SmallCnn(), new ImageShape(1, 28, 28), Activations.Sinusoidal, WeightConstraint.NonNegative, Math.Max(1, options.CnnRows));
            if (options.CnnRows > 0)
                yield return Throughput($"Transform, small CNN, {options.CnnRows} images 1x28x28", options.CnnRows, Measure("small CNN", cnn.Transform, () => python.Measure("cnn"), cancellation));
            if (options.Singles > 0)
                yield return Time($"PredictionEngine, small CNN, one image 1x28x28, median of {options.Singles}", Measure("one image", () => cnn.One(options.Singles), () => python.Measure($"one {options.Singles}"), cancellation));
        }
        if (options.ResNetRows > 0)
        {
            using var resNet = new ScoringWorkload(NetworkArchitecture.ResNet18(), new ImageShape(3, 32, 32), Activations.Relu, WeightConstraint.Signed, options.ResNetRows);
            yield return Throughput($"Transform, ResNet-18, {options.ResNetRows} images 3x32x32", options.ResNetRows, Measure("ResNet-18", resNet.Transform, () => python.Measure("resnet"), cancellation));
        }
        yield return "";
        yield return FormattableString.Invariant($"Batches of {InferenceOptions.Batch}, {options.Rounds} rounds in turn, {options.Threads} threads on both sides, medians with the middle half of the ratios in brackets. {Machine.Current}.");
    }

    private Times Measure(string name, Func<double> ours, Func<Timing> python, CancellationToken cancellation)
    {
        Console.Error.WriteLine($"inference: {name} ...");
        var times = (Ours: new List<Timing>(), Python: new List<Timing>());
        ours();
        python();
        for (var round = 0; round < options.Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (round % 2 == 0)
                times.Ours.Add(Timing.Of(ours));
            times.Python.Add(python());
            if (round % 2 == 1)
                times.Ours.Add(Timing.Of(ours));
        }
        return new Times(times.Ours, times.Python);
    }

    private static string Throughput(string what, int rows, Times times)
    {
        var ratio = times.Python.Over(times.Ours);
        return Line(what, FormattableString.Invariant($"{rows / times.Ours.Median:0} images/s"), FormattableString.Invariant($"{rows / times.Python.Median:0} images/s"), ratio, times.PythonProcessor.Over(times.OursProcessor), FormattableString.Invariant($"≥ {ThroughputTarget}"), ratio.Median >= ThroughputTarget);
    }

    private static string Time(string what, Times times)
    {
        var ratio = times.Ours.Over(times.Python);
        return Line(what, FormattableString.Invariant($"{times.Ours.Median * 1e6:0} µs"), FormattableString.Invariant($"{times.Python.Median * 1e6:0} µs"), ratio, times.OursProcessor.Over(times.PythonProcessor), FormattableString.Invariant($"≤ {TimeTarget}"), ratio.Median <= TimeTarget);
    }

    private static string Line(string what, string ours, string python, Series ratio, Series byProcessor, string wanted, bool isMet) =>
        FormattableString.Invariant($"| {what} | {ours} | {python} | {Middle(ratio)} | {Middle(byProcessor)} | {wanted} | {(isMet ? "met" : "missed")} |");

    private static string Middle(Series ratio) => FormattableString.Invariant($"{ratio.Median:0.000} [{ratio.LowerQuartile:0.000}, {ratio.UpperQuartile:0.000}]");

    private sealed class Times(IReadOnlyList<Timing> ours, IReadOnlyList<Timing> python)
    {
        public Series Ours { get; } = new(ours.Select(timing => timing.Seconds));

        public Series Python { get; } = new(python.Select(timing => timing.Seconds));

        public Series OursProcessor { get; } = new(ours.Select(timing => timing.ProcessorSeconds));

        public Series PythonProcessor { get; } = new(python.Select(timing => timing.ProcessorSeconds));
    }
}
