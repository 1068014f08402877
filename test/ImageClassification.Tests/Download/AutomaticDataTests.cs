using System.Security.Cryptography;
using ImageClassification.Tests.Data;
using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Download;

[TestClass]
public sealed class AutomaticDataTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, byte[]> _content = new() { ["images.gz"] = Bytes(300_000), ["labels.gz"] = Bytes(10) };

    private IReadOnlyList<DataFile> Files => [.. _content.Select(file => new DataFile(file.Key, file.Value.Length, Convert.ToHexString(SHA256.HashData(file.Value))))];

    [TestMethod]
    public async Task ChooseAsync_GoodServer_DownloadsOnceThenTakesTheCache()
    {
        using var cache = new TemporaryFolder();
        var folder = Path.Combine(cache.Path, "deep", "set");
        using var server = FileServer.With(_content);
        long most = 0;

        var first = await ChooseAsync(folder, [server.Address], (file, bytes) => most = Math.Max(most, bytes));
        var second = await ChooseAsync(folder, [server.Address]);

        Assert.AreEqual(new DataChoice(folder, $"Data: {folder}, downloaded now."), first);
        Assert.AreEqual(new DataChoice(folder, $"Data: {folder}, which was downloaded before."), second);
        Assert.AreEqual("images.gz labels.gz", string.Join(' ', server.Requests));
        Assert.AreEqual(300_000, most);
        Assert.AreEqual("images.gz labels.gz", Names(folder));
        foreach (var (name, bytes) in _content)
            CollectionAssert.AreEqual(bytes, File.ReadAllBytes(Path.Combine(folder, name)));
    }

    [TestMethod]
    public async Task ChooseAsync_DamagedFileInTheCache_DownloadsThatOneAgain()
    {
        using var cache = new TemporaryFolder();
        using var server = FileServer.With(_content);
        await ChooseAsync(cache.Path, [server.Address]);
        var damaged = Path.Combine(cache.Path, "images.gz");
        var bytes = File.ReadAllBytes(damaged);
        bytes[1000] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        var choice = await ChooseAsync(cache.Path, [server.Address]);

        Assert.AreEqual(cache.Path, choice.Data);
        Assert.AreEqual("images.gz labels.gz images.gz", string.Join(' ', server.Requests));
        CollectionAssert.AreEqual(_content["images.gz"], File.ReadAllBytes(damaged));
    }

    [TestMethod]
    public async Task ChooseAsync_WrongChecksum_TakesTheNextServer()
    {
        using var cache = new TemporaryFolder();
        using var wrong = FileServer.With(_content.ToDictionary(file => file.Key, file => Bytes(file.Value.Length, seed: 9)));
        using var good = FileServer.With(_content);

        Assert.AreEqual(cache.Path, (await ChooseAsync(cache.Path, [wrong.Address, good.Address])).Data);
        Assert.AreEqual("images.gz labels.gz", Names(cache.Path));
    }

    [TestMethod]
    [DataRow("wrong checksum", "the checksum of images.gz is not the published one")]
    [DataRow("too large", "more than the 300,000 bytes of images.gz came")]
    [DataRow("too small", "299,999 of the 300,000 bytes of images.gz came")]
    [DataRow("missing", "404")]
    public async Task ChooseAsync_BadServer_FallsBackAndKeepsNothing(string kind, string expected)
    {
        using var cache = new TemporaryFolder();
        using var server = FileServer.With(kind switch
        {
            "wrong checksum" => new() { ["images.gz"] = Bytes(300_000, seed: 9) },
            "too large" => new() { ["images.gz"] = Bytes(5_000_000) },
            "too small" => new() { ["images.gz"] = Bytes(299_999) },
            _ => new Dictionary<string, byte[]>(),
        });

        await CheckFallback(cache.Path, server.Address, expected);
    }

    [TestMethod]
    public async Task ChooseAsync_EndlessServer_TakesNoMoreThanWasAnnounced()
    {
        using var cache = new TemporaryFolder();
        var sent = 0L;
        using var server = new FileServer(async (_, response) =>
        {
            for (; sent < 1_000_000_000; sent += 65536)
                await response.OutputStream.WriteAsync(Bytes(65536));
        });

        await CheckFallback(cache.Path, server.Address, "more than the 300,000 bytes");
        Assert.IsLessThan(100_000_000, sent);
    }

    [TestMethod]
    public async Task ChooseAsync_SilentServer_GivesUp()
    {
        using var cache = new TemporaryFolder();
        using var server = new FileServer(async (_, response) =>
        {
            await response.OutputStream.WriteAsync(Bytes(1000));
            await response.OutputStream.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(20));
        });

        await CheckFallback(cache.Path, server.Address, "nothing came for 1 s", TimeSpan.FromSeconds(1));
    }

    [TestMethod]
    public async Task ChooseAsync_NoServer_FallsBack()
    {
        using var cache = new TemporaryFolder();

        await CheckFallback(cache.Path, new Uri($"http://127.0.0.1:{FileServer.FreePort()}/"), "127.0.0.1: ");
    }

    [TestMethod]
    public async Task ChooseAsync_CacheThatIsAFile_FallsBack()
    {
        using var cache = new TemporaryFolder();
        using var server = FileServer.With(_content);
        var file = Path.Combine(cache.Path, "file");
        File.WriteAllText(file, "");

        Assert.AreEqual("generated", (await ChooseAsync(file, [server.Address])).Data);
    }

    [TestMethod]
    public async Task ChooseAsync_Cancelled_Throws()
    {
        using var cache = new TemporaryFolder();
        using var server = FileServer.With(_content);
        using var cancelled = new CancellationTokenSource();
        using var client = new HttpClient();
        var data = new AutomaticData(Files, [server.Address], new FileDownload(client, Patience));

        await Assert.ThrowsAsync<OperationCanceledException>(() => data.ChooseAsync(cache.Path, (_, _) => cancelled.Cancel(), cancelled.Token));
        Assert.AreEqual("", Names(cache.Path));
    }

    [TestMethod]
    public void Run_AutoWithFullCache_TrainsOnIt()
    {
        var data = RealData.Folder("fashion_mnist");
        if (data is null || !FashionMnist.Files.All(file => file.IsIn(data)))
            Assert.Inconclusive("Fashion-MNIST was not found (set NONNEGML_DATA).");
        using var output = new TemporaryFolder();

        var (exitCode, text) = Sample.Run("--data", "auto", "--cache", Path.GetDirectoryName(data)!, "--network", "mlp", "--epochs", "1", "--post-epochs", "0", "--train-limit", "500", "--test-limit", "100", "--output", output.Path);

        Assert.AreEqual(0, exitCode, text);
        StringAssert.Contains(text, "fashion_mnist, which was downloaded before.");
        StringAssert.Contains(File.ReadAllText(Path.Combine(output.Path, "metrics.json")), "fashion_mnist");
    }

    private async Task CheckFallback(string folder, Uri server, string expected, TimeSpan? patience = null)
    {
        var choice = await ChooseAsync(folder, [server], patience: patience);

        Assert.AreEqual("generated", choice.Data);
        StringAssert.Contains(choice.Reason, "Data: generated images, as Fashion-MNIST could not be had (127.0.0.1: ");
        StringAssert.Contains(choice.Reason, expected);
        Assert.AreEqual("", Names(folder));
    }

    private async Task<DataChoice> ChooseAsync(string folder, IReadOnlyList<Uri> sources, Action<DataFile, long>? report = null, TimeSpan? patience = null)
    {
        using var client = new HttpClient();
        return await new AutomaticData(Files, sources, new FileDownload(client, patience ?? Patience)).ChooseAsync(folder, report ?? ((_, _) => { }), CancellationToken.None);
    }

    private static string Names(string folder) => string.Join(' ', Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
