namespace NonNegML.Repository.Tests;

/// <summary>A package that depends on a stand-in, or on somebody's folder, must never be made.</summary>
[TestClass]
public sealed class PackingTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("packages", "offline")]
    [DataRow("folder", "packages")]
    public void Guard_NotFromPackages_Fails(string mlNetSource, string torchSharpSource)
    {
        var (exitCode, output) = Repository.Dotnet("msbuild", "src/Microsoft.ML.MultiplicativeUpdates", "-t:RefuseToPackWithoutPackages", "-nologo",
            $"-p:MLNetSource={mlNetSource}", $"-p:TorchSharpSource={torchSharpSource}");

        Assert.AreNotEqual(0, exitCode, output);
        StringAssert.Contains(output, $"they are '{mlNetSource}' and '{torchSharpSource}'");
    }

    [TestMethod]
    public void Guard_FromPackages_Passes()
    {
        var (exitCode, output) = Repository.Dotnet("msbuild", "src/Microsoft.ML.MultiplicativeUpdates", "-t:RefuseToPackWithoutPackages", "-nologo",
            "-p:MLNetSource=packages", "-p:TorchSharpSource=packages");

        Assert.AreEqual(0, exitCode, output);
    }

    [TestMethod]
    public void Pack_Offline_IsRefused()
    {
        if (Repository.MLNetSource != "offline" || Repository.TorchSharpSource != "offline")
        {
            TestContext.WriteLine("Packing a build of the stand-ins can be tried only where these tests were built with them; the guard itself is tested in every mode.");
            return;
        }

        var target = Directory.CreateTempSubdirectory();
        try
        {
            var (exitCode, output) = Repository.Dotnet("msbuild", "src/Microsoft.ML.MultiplicativeUpdates", "-t:Pack", "-nologo",
                "-p:MLNetSource=offline", "-p:TorchSharpSource=offline", $"-p:PackageOutputPath={target.FullName}", "-p:NoBuild=true", "-p:Configuration=Release");

            Assert.AreNotEqual(0, exitCode, output);
            StringAssert.Contains(output, "NNML0001");
            Assert.IsEmpty(target.GetFiles("*.nupkg"));
        }
        finally
        {
            target.Delete(recursive: true);
        }
    }

    [TestMethod]
    public void Build_UnknownSource_SaysWhichThereAre()
    {
        var (exitCode, output) = Repository.Dotnet("msbuild", "src/Microsoft.ML.MultiplicativeUpdates", "-t:CheckSources", "-nologo", "-p:MLNetSource=elsewhere");

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(output, "MLNetSource is 'elsewhere'; it must be packages, folder or offline.");
    }

    [TestMethod]
    public void Build_FolderWithoutTheAssemblies_SaysWhatIsMissing()
    {
        var (exitCode, output) = Repository.Dotnet("msbuild", "src/Microsoft.ML.MultiplicativeUpdates", "-t:CheckSources", "-nologo", "-p:MLNetSource=folder", "-p:MLNetFolder=/nowhere");

        Assert.AreNotEqual(0, exitCode);
        StringAssert.Contains(output, "MLNetSource=folder needs MLNetFolder to be a folder with Microsoft.ML.Core.dll, but MLNetFolder is '/nowhere'.");
    }
}
