namespace NonNegML.Samples.ImageClassification;

/// <summary>What was taken, and why.</summary>
/// <param name="Data">A folder with IDX files, or "generated".</param>
/// <param name="Reason">One sentence.</param>
internal sealed record DataChoice(string Data, string Reason);

/// <summary>Takes a published data set from the cache, else downloads it, else falls back to generated images.</summary>
/// <param name="files">The data set's files.</param>
/// <param name="sources">Where they can be had, in the order in which they are asked.</param>
/// <param name="download">Gets them.</param>
internal sealed class AutomaticData(IReadOnlyList<DataFile> files, IReadOnlyList<Uri> sources, FileDownload download)
{
    /// <summary>Chooses.</summary>
    /// <param name="folder">The data set's folder in the cache.</param>
    /// <param name="report">Is told how much of a file has come.</param>
    /// <param name="cancellation">Stops the download.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<DataChoice> ChooseAsync(string folder, Action<DataFile, long> report, CancellationToken cancellation)
    {
        var faults = new List<string>();
        try
        {
            var missing = files.Where(file => !file.IsIn(folder)).ToList();
            if (missing.Count == 0)
                return new DataChoice(folder, $"Data: {folder}, which was downloaded before.");
            foreach (var file in missing)
                if (!await TryAsync(file, folder, report, faults, cancellation))
                    return Generated(faults);
            return new DataChoice(folder, $"Data: {folder}, downloaded now.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(e.Message);
            return Generated(faults);
        }
    }

    private async Task<bool> TryAsync(DataFile file, string folder, Action<DataFile, long> report, List<string> faults, CancellationToken cancellation)
    {
        foreach (var source in sources)
        {
            try
            {
                await download.RunAsync(source, file, folder, bytes => report(file, bytes), cancellation);
                return true;
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or InvalidDataException or TimeoutException)
            {
                faults.Add($"{source.Host}: {e.Message}");
            }
        }
        return false;
    }

    private static DataChoice Generated(List<string> faults) =>
        new(DataSource.Generated, $"Data: generated images, as Fashion-MNIST could not be had ({string.Join("; ", faults)}). With a copy of your own, name its folder by --data.");
}
