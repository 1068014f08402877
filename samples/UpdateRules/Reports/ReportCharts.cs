using Microsoft.ML.MultiplicativeUpdates;
using NonNegML.Samples.Charts;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The charts of a report: one for each optimizer, a line for each rule.</summary>
internal sealed class ReportCharts(StudyOptions options, StudyData data, StudyResults results)
{
    private const double Percent = 100;
    private const double LargestLoss = 10;
    private const double Headroom = 0.9;

    // A rule has the same color in every chart.
    private static readonly Dictionary<string, string> Colors = Enum.GetValues<UpdateRuleKind>().Zip(Palette.Series).ToDictionary(pair => Names.Of(pair.First), pair => pair.Second);

    /// <summary>All charts.</summary>
    public IReadOnlyList<ReportChart> All() =>
    [
        .. results.Main.GroupBy(one => one.Method.Rule == Names.Peer ? "peers" : one.Method.Optimizer).Select(LearningCurves),
        .. results.RateScales.GroupBy(curve => curve.Method.Optimizer).Select(curves => Scales(curves, ChartSection.RateScale, "scale of the learning rates", "scale of η and η_out", "rate-scale")),
        .. results.InitializationScales.GroupBy(curve => curve.Method.Optimizer).Select(curves => Scales(curves, ChartSection.InitializationScale, "scale of the initial weights", "scale of the initial weights, in parts of He's", "initialization-scale")),
    ];

    private ReportChart LearningCurves(IGrouping<string, Measured> methods)
    {
        var title = $"{methods.Key}: loss while training";
        var lines = methods.Select(one => Line(one.Method, [.. LossesOf(one.Runs)]) with { Band = null }).ToList();
        return new(ChartSection.Learning, $"curves-{methods.Key}.svg", title, new LineChart
        {
            Title = title,
            X = new("epochs", Minimum: 0, Maximum: options.Epochs),

            // What is far worse than guessing is cut off.
            Y = new("cross-entropy in nats", IsLog: true, Minimum: Headroom * lines.SelectMany(line => line.Points).Select(point => point.Y).DefaultIfEmpty(1).Min(), Maximum: LargestLoss),
            Series = lines,
        }.ToSvg());
    }

    private static ReportChart Scales(IGrouping<string, ScaleCurve> curves, ChartSection section, string what, string label, string file)
    {
        var title = $"{curves.Key}: test accuracy against the {what}";
        return new(section, $"{file}-{curves.Key}.svg", title, new LineChart
        {
            Title = title,
            X = new(label, IsLog: true),
            Y = new("test accuracy in %", Minimum: 0, Maximum: Percent),
            Series = [.. curves.Select(curve => Line(curve.Method, [.. curve.Points.Select(point => (point.Scale, Of(point.Runs)))]))],
        }.ToSvg());

        static Spread Of(IEnumerable<RunResult> runs) => Spread.Of(runs.Select(run => Percent * run.Accuracy));
    }

    // Each piece of the training at its end, as far as every seed came.
    private IEnumerable<(double X, Spread Y)> LossesOf(IReadOnlyList<RunResult> runs)
    {
        var steps = options.Epochs * ((data.TrainCount - 1) / options.BatchSize + 1);
        var pieces = Math.Min(TrainingRun.CurvePoints, steps);
        return Enumerable.Range(0, runs.Min(run => run.TrainingLosses.Count)).Select(piece => ((piece + 1.0) / pieces * options.Epochs, Spread.Of(runs.Select(run => run.TrainingLosses[piece]))));
    }

    private static LineSeries Line(Method method, IReadOnlyList<(double X, Spread Y)> points) => new(
        method.Rule == Names.Peer ? method.Optimizer : method.Rule,
        [.. points.Select(point => new ChartPoint(point.X, point.Y.Mean))])
    {
        Band = [.. points.Select(point => new ErrorBand(point.Y.Mean - point.Y.Deviation, point.Y.Mean + point.Y.Deviation))],
        Color = Colors.GetValueOrDefault(method.Rule),
    };
}
