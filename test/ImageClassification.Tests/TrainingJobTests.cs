using System.Text.Json;
using ImageClassification.Tests.Data;

namespace ImageClassification.Tests;

/// <summary>The sample as people start it, in a process of its own.</summary>
[TestClass]
public sealed class TrainingJobTests
{
    private static readonly string[] Documented =
    [
        "data", "trainRows", "testRows", "network", "rule", "optimizer", "epochs", "postEpochs", "signedAccuracy", "isomorphicAccuracy", "maxOutputDifference", "argmaxDisagreements",
        "minSignal", "nonNegativeAccuracy", "minWeight", "loadedModelAgrees", "trainSeconds", "imagesPerSecond",
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("mlp", "sinusoidal", "hybrid", "adam")]
    [DataRow("mlp", "sigmoid", "hybrid", "adam")]
    [DataRow("mlp", "sinusoidal", "additive", "sgd")]
    [DataRow("mlp", "sinusoidal", "multiplicative", "adam")]
    [DataRow("cnn", "sinusoidal", "hybrid", "adam")]
    public void Run_GeneratedImages_MeetsEveryPromise(string network, string activation, string rule, string optimizer)
    {
        using var output = new TemporaryFolder();
        const int epochs = 4;
        var (exitCode, text) = Sample.Run("--network", network, "--activation", activation, "--rule", rule, "--optimizer", optimizer, "--epochs", $"{epochs}", "--post-epochs", "1",
            "--train-limit", "6000", "--test-limit", "500", "--output", output.Path);

        Assert.AreEqual(0, exitCode, text);
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(output.Path, "metrics.json")));
        var root = metrics.RootElement;
        foreach (var name in Documented)
            Assert.IsTrue(root.TryGetProperty(name, out _), name);
        TestContext.WriteLine($"signed {root.GetProperty("signedAccuracy")}, non-negative {root.GetProperty("nonNegativeAccuracy")}");
        Assert.AreEqual(6000, root.GetProperty("trainRows").GetInt32());
        Assert.AreEqual(500, root.GetProperty("testRows").GetInt32());
        Assert.AreEqual(rule, root.GetProperty("rule").GetString());
        Assert.AreEqual(optimizer, root.GetProperty("optimizer").GetString());
        Assert.IsGreaterThan(0.5, root.GetProperty("signedAccuracy").GetDouble());
        Assert.AreEqual(root.GetProperty("signedAccuracy").GetDouble(), root.GetProperty("isomorphicAccuracy").GetDouble());
        Assert.AreEqual(0, root.GetProperty("argmaxDisagreements").GetInt64());
        Assert.IsLessThan(1e-3, root.GetProperty("maxOutputDifference").GetDouble());
        Assert.IsGreaterThanOrEqualTo(0.0, root.GetProperty("minWeight").GetDouble());
        Assert.IsGreaterThanOrEqualTo(-1e-6, root.GetProperty("minSignalRelative").GetDouble());
        Assert.IsGreaterThan(root.GetProperty("signedAccuracy").GetDouble() - 0.03, root.GetProperty("nonNegativeAccuracy").GetDouble());
        Assert.IsTrue(root.GetProperty("loadedModelAgrees").GetBoolean());
        Assert.IsTrue(File.Exists(Path.Combine(output.Path, "model.zip")));
    }

    [TestMethod]
    public void Run_FashionMnist_LearnsTheRealImages()
    {
        using var output = new TemporaryFolder("with [brackets]");
        var data = RealData.Folder("fashion_mnist");
        if (data is null)
            TestContext.WriteLine("Fashion-MNIST was not found (set NONNEGML_DATA): generated images instead.");
        var (exitCode, text) = Sample.Run("--data", data ?? "generated", "--network", "mlp", "--epochs", "3", "--train-limit", "10000", "--test-limit", "1000", "--output", output.Path);

        Assert.AreEqual(0, exitCode, text);
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(output.Path, "metrics.json")));
        Assert.IsGreaterThan(0.8, metrics.RootElement.GetProperty("nonNegativeAccuracy").GetDouble());
        Assert.AreEqual(0, metrics.RootElement.GetProperty("argmaxDisagreements").GetInt64());
    }

    [TestMethod]
    [DataRow("--network is 'rnn'; it must be mlp or cnn.", "--network", "rnn")]
    [DataRow("--rule is 'magic'", "--rule", "magic")]
    [DataRow("--epochs is -1; it must be at least 0.", "--epochs", "-1")]
    [DataRow("is 9999; it must be at least 1 and at most", "--threads", "9999")]
    [DataRow("--threads is 0; it must be at least 1 and at most ", "--threads", "0")]
    [DataRow("--seed is 'many'; it must be a whole number.", "--seed", "many")]
    [DataRow("Unrecognized command or argument '--colour'", "--colour", "red")]
    public void Run_BadOption_SaysWhatIsWrong(string expected, string option, string value)
    {
        var (exitCode, text) = Sample.Run(option, value);

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(text, expected);
    }

    [TestMethod]
    public void Run_FolderWithoutImages_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, text) = Sample.Run("--data", folder.Path, "--output", Path.Combine(folder.Path, "out"));

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "train-images-idx3-ubyte");
    }

    [TestMethod]
    public void Run_Help_NamesEveryOption()
    {
        var (exitCode, text) = Sample.Run("--help");

        Assert.AreEqual(0, exitCode);
        foreach (var option in new[] { "--data", "--cache", "--network", "--activation", "--rule", "--optimizer", "--epochs", "--post-epochs", "--train-limit", "--test-limit", "--seed", "--threads", "--output" })
            StringAssert.Contains(text, option);
    }

    [TestMethod]
    public void Predict_OtherDataOrDamagedModel_SaysSo()
    {
        using var output = new TemporaryFolder();
        var (trained, text) = Sample.Run("--network", "mlp", "--epochs", "1", "--post-epochs", "0", "--train-limit", "500", "--test-limit", "50", "--output", output.Path);
        Assert.AreEqual(0, trained, text);
        var model = Path.Combine(output.Path, "model.zip");
        using var images = new IdxFixture();
        File.WriteAllBytes(Path.Combine(images.Folder, IdxFixture.TrainImages), IdxFixture.Images(6, 28, 28));
        File.WriteAllBytes(Path.Combine(images.Folder, IdxFixture.TestImages), IdxFixture.Images(3, 28, 28));

        var (exitCode, message) = Sample.Run("predict", "--model", model, "--data", images.Folder);
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(message, "The model knows the classes");

        File.WriteAllBytes(model, File.ReadAllBytes(model)[..^100]);
        (exitCode, message) = Sample.Run("predict", "--model", model);
        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(message, "model.zip is no complete model");
    }

    [TestMethod]
    public void Run_OutputThatIsAFile_SaysSo()
    {
        using var output = new TemporaryFolder();
        var file = Path.Combine(output.Path, "file");
        File.WriteAllText(file, "");
        var (exitCode, message) = Sample.Run("--network", "mlp", "--output", file);

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(message, "is a file; name a folder");
    }

    [TestMethod]
    public void Predict_NoSuchModel_SaysSo()
    {
        var (exitCode, text) = Sample.Run("predict", "--model", "nowhere.zip");

        Assert.AreEqual(1, exitCode);
        StringAssert.Contains(text, "nowhere.zip");
    }
}
