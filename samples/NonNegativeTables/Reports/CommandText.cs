namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The commands that do the reported runs, one for each network and size of data. Says nothing of this machine.</summary>
internal static class CommandText
{
    private const string Program = "bash eng/non-negative-tables.sh";

    /// <summary>The commands.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<CellRuns> runs) => runs
        .GroupBy(one => (one.Spec.Network, one.Spec.Activation, one.Spec.DataSet, one.Spec.TrainImages, one.Spec.TestImages, Cell.Of(one.Spec).Falling))
        .Select(group => (group.Key, Tail: Tail(group.Key.Network, [.. group])))
        .GroupBy(one => (one.Key.Network, one.Tail))
        .OrderBy(group => group.Key.Network)
        .Select(group => string.Join(' ',
            Program, "--datasets", List(group.Select(one => one.Key.DataSet)), "--networks", Names.Of(group.Key.Network),
            RunPlan.IsDeep(group.Key.Network) ? "" : $"--activations {List(group.Select(one => one.Key.Activation))}", group.Key.Tail).Replace("  ", " ", StringComparison.Ordinal).TrimEnd());

    private static string Tail(NetworkKind network, List<CellRuns> runs)
    {
        var parts = new List<string> { $"--methods {List(runs.Select(one => one.Spec.Method))}", $"--seeds {runs.Max(one => one.Results.Count)}" };
        var usual = network switch { NetworkKind.Mlp => PublishedSettings.Epochs, NetworkKind.Cnn => OwnSettings.CnnEpochs, _ => OwnSettings.DeepEpochs };
        Add("--epochs", runs.Where(one => one.Spec.Method.IsOfChain()).Select(one => one.Spec.First.Epochs), usual);
        Add("--post-epochs", runs.Where(one => one.Spec.Then is not null).Select(one => one.Spec.Then!.Epochs), PublishedSettings.PostEpochs);
        Add("--scratch-epochs", runs.Where(one => !one.Spec.Method.IsOfChain()).Select(one => one.Spec.First.Epochs), usual);
        if (Cell.Of(runs[0].Spec).Falling)
            parts.Add("--schedule cosine");
        var (spec, whole) = (runs[0].Spec, Whole(runs[0].Spec.DataSet));
        if (spec.TrainImages < whole.Train)
            parts.Add(FormattableString.Invariant($"--train-limit {spec.TrainImages}"));
        if (spec.TestImages < whole.Test)
            parts.Add(FormattableString.Invariant($"--test-limit {spec.TestImages}"));
        return string.Join(' ', parts);

        void Add(string option, IEnumerable<int> epochs, int usual)
        {
            if (epochs.Distinct().ToList() is [var only] && only != usual)
                parts.Add(FormattableString.Invariant($"{option} {only}"));
        }
    }

    // CIFAR-10 may be a part already where it is read: then no limit was given.
    private static (int Train, int Test) Whole(DataSet data) => data switch
    {
        DataSet.Mnist or DataSet.FashionMnist => (60_000, 10_000),
        DataSet.Cifar10 => (5_000, 1_000),
        _ => (12_000, 2_000),
    };

    private static string List<T>(IEnumerable<T> values)
        where T : struct, Enum => string.Join(',', values.Distinct().Order().Select(Names.Of));
}
