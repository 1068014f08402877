using System.Globalization;
using Spectre.Console;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>A bar for all that is to be done, counted in seconds of one thread, and a line for each run that is finished.</summary>
internal sealed class RunProgress : IRunProgress
{
    private readonly ProgressTask _all;
    private readonly int _runs;
    private readonly Lock _lock = new();
    private int _done;

    /// <param name="context">Shows it.</param>
    /// <param name="missing">The runs that are to be done.</param>
    public RunProgress(ProgressContext context, IReadOnlyList<RunSpec> missing)
    {
        _runs = missing.Count;
        var signed = missing.Where(spec => spec.Method.IsOfChain()).Select(spec => spec with { Method = Method.Signed, Then = null }).Distinct();
        var total = signed.Sum(spec => Cost(spec, spec.First.Epochs))
            + missing.Where(spec => spec.Method is not (Method.Signed or Method.Transform)).Sum(spec => Cost(spec, (spec.Then ?? spec.First).Epochs));
        _all = context.AddTask($"{_runs:N0} runs", maxValue: Math.Max(1, total));
    }

    /// <inheritdoc/>
    public void Epoch(RunSpec spec, Stage stage, int epoch, double loss)
    {
        lock (_lock)
        {
            _all.Increment(Cost(spec, 1));
            _all.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{_done:N0} of {_runs:N0} runs; {spec}, epoch {epoch}/{stage.Epochs}, loss {loss:F4}"));
        }
    }

    /// <inheritdoc/>
    public void Skipped(RunSpec spec, Stage stage)
    {
        lock (_lock)
            _all.Increment(Cost(spec, stage.Epochs));
    }

    /// <inheritdoc/>
    public void Finished(RunSpec spec, RunResult result)
    {
        lock (_lock)
        {
            _done++;
            var note = result.Diverged ? ", diverged" : result.Check?.IsEquivalent is { } same ? $", {result.Check.ArgmaxDisagreements} other classes{(same ? "" : ", NOT EQUIVALENT")}" : "";
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{spec}: {100 * result.Accuracy:F2} %{note}, {result.Seconds:F0} s");
        }
    }

    // Roughly the seconds of an epoch of 60,000 images on one thread.
    private static double Cost(RunSpec spec, int epochs) => epochs * (spec.TrainImages / 60_000.0) * spec.Network switch
    {
        NetworkKind.Mlp => spec.DataSet == DataSet.Cifar10 ? 15 : 1,
        NetworkKind.Cnn => spec.DataSet == DataSet.Cifar10 ? 500 : 65,
        NetworkKind.Resnet18 => 9000,
        _ => 2500,
    };
}
