namespace NonNegML.Repository.Tests;

/// <summary>What the stand-ins let through and the real libraries would not must not be: their public surface is a subset, member for member.</summary>
[TestClass]
public sealed class ApiSurfaceTests
{
    private static readonly string[] MLNet = ["Microsoft.ML.DataView.dll", "Microsoft.ML.Core.dll", "Microsoft.ML.Data.dll", "Microsoft.ML.ImageAnalytics.dll"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Within_MLNet_EveryPublicMemberIsInTheRealLibrary() => Check("within", "mlnet-5.0.0.txt.gz", MLNet);

    [TestMethod]
    public void Contains_MLNet_TheInternalsThatTheBridgeUsesAreThere() => Check("contains", "mlnet-5.0.0-internals.txt", MLNet);

    [TestMethod]
    public void Within_TorchSharp_EveryPublicMemberIsInTheRealLibrary()
    {
        if (Repository.TorchSharpSource == "folder")
            TestContext.WriteLine("TorchSharp comes from a folder: its own surface is listed with more than the reference has; checked in the other modes.");
        else
            Check("within", "torchsharp-0.102.7.txt.gz", ["TorchSharp.dll"]);
    }

    [TestMethod]
    public void Within_AnAssemblyThatIsNoSubset_Fails()
    {
        var (exitCode, output) = Run("within", "torchsharp-0.102.7.txt.gz", [typeof(ApiSurfaceTests).Assembly.GetName().Name + ".dll"]);

        Assert.AreEqual(1, exitCode, output);
        StringAssert.Contains(output, nameof(ApiSurfaceTests));
    }

    private static void Check(string command, string reference, string[] assemblies)
    {
        var (exitCode, output) = Run(command, reference, assemblies);
        Assert.AreEqual(0, exitCode, output);
    }

    private static (int ExitCode, string Output) Run(string command, string reference, string[] assemblies) => Repository.Dotnet(
        ["run", Path.Combine(Repository.Root, "eng/offline/api/ApiSurface.cs"), "--", command, Path.Combine(Repository.Root, "eng/offline/api", reference),
            .. assemblies.Select(name => Path.Combine(AppContext.BaseDirectory, name))]);
}
