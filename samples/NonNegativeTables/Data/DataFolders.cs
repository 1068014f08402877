namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Where the data sets lie: --data, else the folder that NONNEGML_DATA names, else ../shared/data beside the checkout.</summary>
internal static class DataFolders
{
    /// <summary>No folder: generated images.</summary>
    public const string Generated = "generated";

    private const string Variable = "NONNEGML_DATA";

    /// <summary>The data sets to use, with their folders; null stands for generated images.</summary>
    /// <exception cref="DirectoryNotFoundException">A folder that was asked for is not there.</exception>
    public static IReadOnlyList<(DataSet DataSet, string? Folder)> Find(TableOptions options)
    {
        if (options.Data == Generated)
            return [(DataSet.Generated, null)];
        var named = Environment.GetEnvironmentVariable(Variable);
        var root = options.Data ?? (string.IsNullOrEmpty(named) ? BesideCheckout() : named);
        if (options.Data is not null && !Directory.Exists(root))
            throw new DirectoryNotFoundException($"--data: there is no folder {root}.");
        if (options.DataSets is { } asked)
            return [.. asked.Select(one => (one, one == DataSet.Generated ? null : FolderOf(root, one) ?? throw new DirectoryNotFoundException(
                $"{Names.Of(one)}: there is no folder {Path.Combine(root ?? "../shared/data", Names.Of(one))}. Name its parent by --data, or leave out --datasets.")))];
        var found = new[] { DataSet.Mnist, DataSet.FashionMnist }.Where(one => FolderOf(root, one) is not null).Select(one => (one, FolderOf(root, one))).ToList();
        if (found.Count == 0 && options.Data is not null)
            throw new DirectoryNotFoundException($"--data: {root} has neither a folder {Names.Of(DataSet.Mnist)} nor {Names.Of(DataSet.FashionMnist)}. Name the folder that holds them, or 'generated'.");
        return found.Count > 0 ? found : [(DataSet.Generated, null)];
    }

    private static string? FolderOf(string? root, DataSet data) => root is not null && Path.Combine(root, Names.Of(data)) is var folder && Directory.Exists(folder) ? folder : null;

    private static string? BesideCheckout()
    {
        var checkout = new DirectoryInfo(AppContext.BaseDirectory);
        while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "NonNegML.sln")))
            checkout = checkout.Parent;
        return checkout?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
