using System.Globalization;
using System.Text;

namespace NonNegML.Samples.UpdateRules;

/// <summary>Every run of a study as comma-separated values.</summary>
internal static class RunTable
{
    private static readonly string[] Header =
        ["study", "rule", "optimizer", "eta", "eta_in", "eta_out", "gamma", "eta_bias", "scale", "seed", "evaluated_on", "accuracy", "loss", "diverged", "sign_changes"];

    /// <summary>The table, with one line of names.</summary>
    public static string Csv(StudyResults results)
    {
        var text = new StringBuilder();
        Add(text, [.. Header]);
        foreach (var search in results.Searches)
            foreach (var (rates, result) in search.Tried)
                Add(text, "search", search.Method, rates, 1, StudyPlan.SearchSeed, EvaluationSet.Validation, result);
        foreach (var one in results.Main)
            Add(text, "main", one.Method, one.Search.Chosen.Rates, 1, one.Runs);
        foreach (var curve in results.RateScales)
            foreach (var (scale, runs) in curve.Points)
                Add(text, "rate scale", curve.Method, Chosen(curve).Scaled(scale), scale, runs);
        foreach (var curve in results.InitializationScales)
            foreach (var (scale, runs) in curve.Points)
                Add(text, "initialization scale", curve.Method, Chosen(curve), scale, runs);
        return text.ToString();

        Rates Chosen(ScaleCurve curve) => results.Searches.Single(search => search.Method.ToString() == curve.Method.ToString()).Chosen.Rates;
    }

    private static void Add(StringBuilder text, string study, Method method, Rates rates, double scale, IReadOnlyList<RunResult> runs)
    {
        for (var i = 0; i < runs.Count; i++)
            Add(text, study, method, rates, scale, i + 1, EvaluationSet.Test, runs[i]);
    }

    private static void Add(StringBuilder text, string study, Method method, Rates rates, double scale, int seed, EvaluationSet evaluatedOn, RunResult result) => Add(text,
        study, method.Rule, method.Optimizer, rates.Eta, rates.EtaIn, rates.EtaOut, rates.Gamma, rates.BiasEta ?? rates.Eta, scale, seed, evaluatedOn.ToString().ToLowerInvariant(),
        result.Accuracy, result.Loss, result.Diverged ? "yes" : "no", result.SignChanges);

    private static void Add(StringBuilder text, params object?[] cells) =>
        text.AppendJoin(',', cells.Select(cell => cell is double number ? number.ToString("G6", CultureInfo.InvariantCulture) : Convert.ToString(cell, CultureInfo.InvariantCulture))).Append('\n');
}
