using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ImageClassification.Tests;
using ImageFolders.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.ML;
using NonNegML.Samples.ModelBuilder;
using NonNegML.Samples.ModelBuilder.WebApi;

namespace ModelBuilder.Tests;

/// <summary>The web API, on a server of its own in this process.</summary>
[TestClass]
public sealed class WebApiTests
{
    private const int MaxImageBytes = 1_000_000;

    private static WebApplication s_app = null!;
    private static HttpClient s_client = null!;

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        s_app = Api.Create(["--urls", "http://127.0.0.1:0", "--Model:Path", TrainedModel.ModelPath, "--Model:MaxImageBytes", $"{MaxImageBytes}", "--Logging:LogLevel:Default", "Warning"]);
        await s_app.StartAsync(context.CancellationToken);
        s_client = new HttpClient { BaseAddress = new Uri(s_app.Urls.Single()) };
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        s_client.Dispose();
        await s_app.DisposeAsync();
    }

    [TestMethod]
    public async Task Health_Always_NamesTheLabels()
    {
        var health = await s_client.GetFromJsonAsync<JsonElement>("/health");

        Assert.AreEqual("ok", health.GetProperty("status").GetString());
        Assert.AreEqual(3, health.GetProperty("labels").GetArrayLength());
    }

    [TestMethod]
    public async Task Predict_200RequestsFrom8Tasks_AnswersAsOnePredictionEngineDoes()
    {
        var images = TrainedModel.Images.Select(File.ReadAllBytes).ToList();
        var expected = Expected(images);

        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            var index = i % images.Count;
            using HttpContent content = i % 3 == 0 ? Form(images[index]) : Body(images[index], TrainedModel.Images[index]);
            using var response = await s_client.PostAsync(new Uri("/predict", UriKind.Relative), content, cancellation);
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
            var prediction = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            Assert.AreEqual(expected[index].PredictedLabel, prediction.GetProperty("predictedLabel").GetString());
            var scores = prediction.GetProperty("labels").EnumerateArray().Select(label => label.GetProperty("score").GetSingle()).ToList();
            CollectionAssert.AreEqual(expected[index].Score.OrderDescending().ToList(), scores);
        });
    }

    [TestMethod]
    [DataRow("text/plain", 415)]
    [DataRow("application/x-www-form-urlencoded", 415)]
    [DataRow("image/svg+xml", 415)]
    [DataRow("not a type", 415)]
    [DataRow(null, 415)]
    public async Task Predict_OtherContentType_Is415(string? contentType, int status)
    {
        using var content = new ByteArrayContent([1, 2, 3]);
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await CheckProblem(content, status, "send image/jpeg or image/png, or multipart/form-data");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Predict_TooLarge_Is413(bool isChunked)
    {
        using HttpContent content = isChunked ? new StreamContent(new EndlessStream(4 * MaxImageBytes)) : new ByteArrayContent(new byte[MaxImageBytes + 1]);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        await CheckProblem(content, 413, "too large");
    }

    [TestMethod]
    public async Task Predict_TooLargeForm_Is413()
    {
        using var content = Form(new byte[MaxImageBytes + 1]);

        await CheckProblem(content, 413, "too large");
    }

    [TestMethod]
    public async Task Predict_NoImage_Is400()
    {
        using var text = Body(Encoding.UTF8.GetBytes("no image"), "x.jpg");
        using var half = Body(File.ReadAllBytes(TrainedModel.Images[0])[..^50], "x.jpg");
        using var empty = Body([], "x.jpg");
        using var noFile = new MultipartFormDataContent { { new StringContent("x"), "name" } };
        using var broken = new ByteArrayContent(Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nabc"));
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        using var noBoundary = new ByteArrayContent([1]);
        noBoundary.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");

        await CheckProblem(text, 400, "The image cannot be read: starts with 'no image', no known image format.");
        await CheckProblem(half, 400, "The image cannot be read: the file is incomplete.");
        await CheckProblem(empty, 400, "There is no image in the request");
        await CheckProblem(noFile, 400, "There is no image in the request");
        await CheckProblem(broken, 400, "The form is damaged or incomplete");
        await CheckProblem(noBoundary, 400, "The form is damaged or incomplete");
    }

    [TestMethod]
    public async Task OtherPathsAndMethods_AreProblemsToo()
    {
        using var get = await s_client.GetAsync(new Uri("/predict", UriKind.Relative));
        using var other = await s_client.GetAsync(new Uri("/nothing", UriKind.Relative));

        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.AreEqual("application/problem+json", get.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(HttpStatusCode.NotFound, other.StatusCode);
    }

    [TestMethod]
    public void Start_NoModel_SaysSoAndExits()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "model.zip");
        var api = typeof(Api).Assembly;

        var (missing, _, missingErrors) = SampleProcess.Run(api, "--urls", "http://127.0.0.1:0", "--Model:Path", path);
        File.WriteAllText(path, "no model");
        var (damaged, _, damagedErrors) = SampleProcess.Run(api, "--urls", "http://127.0.0.1:0", "--Model:Path", path);

        Assert.AreEqual(1, missing);
        StringAssert.StartsWith(missingErrors, $"Error: There is no model {path}. Train one");
        Assert.HasCount(1, missingErrors.Trim().Split('\n'));
        Assert.AreEqual(1, damaged);
        StringAssert.StartsWith(damagedErrors, $"Error: {path} is no complete model: ");
    }

    private static List<FlowersModel.ModelOutput> Expected(IEnumerable<byte[]> images)
    {
        var mlContext = new MLContext();
        using var engine = mlContext.Model.CreatePredictionEngine<FlowersModel.ModelInput, FlowersModel.ModelOutput>(mlContext.Model.Load(TrainedModel.ModelPath, out _));
        return [.. images.Select(image => engine.Predict(new FlowersModel.ModelInput { ImageSource = image }))];
    }

    private static ByteArrayContent Body(byte[] image, string path)
    {
        var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue(path.EndsWith(".png", StringComparison.Ordinal) ? "image/png" : "image/jpeg");
        return content;
    }

    private static MultipartFormDataContent Form(byte[] image) => new() { { new ByteArrayContent(image), "file", "photo.jpg" } };

    private static async Task CheckProblem(HttpContent content, int status, string expected)
    {
        using var response = await s_client.PostAsync(new Uri("/predict", UriKind.Relative), content);

        Assert.AreEqual(status, (int)response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual(status, problem.GetProperty("status").GetInt32());
        StringAssert.Contains(problem.GetProperty("detail").GetString(), expected);
    }

    /// <summary>Zeros, of a length that nobody is told.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _read);
            _read += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
