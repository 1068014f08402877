using System.Globalization;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The command that repeats a study, for its report. Says nothing of this machine: neither its folders nor its processors.</summary>
internal static class CommandText
{
    /// <summary>The command; options that have their default are left out.</summary>
    public static string Of(StudyOptions options)
    {
        var defaults = new StudyOptions();
        List<string> parts = ["dotnet run -c Release --project samples/UpdateRules --"];
        Add("--study", options.Study.ToString().ToLowerInvariant(), defaults.Study.ToString().ToLowerInvariant());
        Add("--data", options.Data is DataSource.Automatic or DataSource.Generated ? options.Data : "DIR", defaults.Data);
        Add("--train-limit", Text(options.TrainLimit), Text(defaults.TrainLimit));
        Add("--test-limit", Text(options.TestLimit), Text(defaults.TestLimit));
        Add("--epochs", Text(options.Epochs), Text(defaults.Epochs));
        Add("--seeds", Text(options.Seeds), Text(defaults.Seeds));
        Add("--batch-size", Text(options.BatchSize), Text(defaults.BatchSize));
        Add("--rules", List(options.Rules, Names.Of), "");
        Add("--optimizers", List(options.Optimizers, Names.Of), "");
        Add("--peers", options.Peers.Count > 0 ? List(options.Peers, name => name) : "none", List(defaults.Peers, name => name));
        return string.Join(' ', parts.Count > 1 ? parts : [parts[0][..^3]]);

        void Add(string option, string value, string defaultValue)
        {
            if (value != defaultValue)
                parts.Add($"{option} {value}");
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string List<T>(IReadOnlyList<T>? values, Func<T, string> name) => values is null ? "" : string.Join(',', values.Select(name));
}
