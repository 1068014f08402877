using System.Security.Cryptography;

namespace NonNegML.Samples.ImageClassification;

/// <summary>Downloads a file whose length and checksum are known.</summary>
/// <param name="client">Asks the servers; its own timeout is not used.</param>
/// <param name="patience">How long a server may keep silent.</param>
internal sealed class FileDownload(HttpClient client, TimeSpan patience)
{
    private const int ChunkSize = 1 << 16;

    /// <summary>Downloads a file into a folder: it is there completely, with the right checksum, or not at all.</summary>
    /// <param name="source">The address, without the file's name.</param>
    /// <param name="file">The file.</param>
    /// <param name="folder">Made where it does not exist.</param>
    /// <param name="report">Is told how many bytes have come.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">What came is something else.</exception>
    /// <exception cref="HttpRequestException">The server was not reached, or has no such file.</exception>
    /// <exception cref="TimeoutException">The server kept silent.</exception>
    public async Task RunAsync(Uri source, DataFile file, string folder, Action<long> report, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, file.Name);
        var unfinished = $"{target}.{Guid.NewGuid():N}.part";
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(patience);
        try
        {
            using (var response = await client.GetAsync(new Uri(source, file.Name), HttpCompletionOption.ResponseHeadersRead, silence.Token))
            {
                response.EnsureSuccessStatusCode();
                await using var input = await response.Content.ReadAsStreamAsync(silence.Token);
                await using var output = File.Create(unfinished);
                await CopyAsync(input, output, file, report, silence);
                output.Flush(flushToDisk: true);
            }
            File.Move(unfinished, target, overwrite: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {patience.TotalSeconds:F0} s");
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // Never more than was announced, whatever the server says or sends.
    private async Task CopyAsync(Stream input, Stream output, DataFile file, Action<long> report, CancellationTokenSource silence)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkSize];
        long bytes = 0;
        int read;
        while ((read = await input.ReadAsync(buffer, silence.Token)) > 0)
        {
            bytes += read;
            if (bytes > file.Bytes)
                throw new InvalidDataException($"more than the {file.Bytes:N0} bytes of {file.Name} came");
            sum.AppendData(buffer, 0, read);
            await output.WriteAsync(buffer.AsMemory(0, read), silence.Token);
            report(bytes);
            silence.CancelAfter(patience);
        }
        if (bytes < file.Bytes)
            throw new InvalidDataException($"{bytes:N0} of the {file.Bytes:N0} bytes of {file.Name} came");
        if (!file.IsSum(sum.GetHashAndReset()))
            throw new InvalidDataException($"the checksum of {file.Name} is not the published one");
    }
}
