using System.Text.RegularExpressions;

namespace NonNegML.Repository.Tests;

/// <summary>Rules of the house that no compiler checks.</summary>
[TestClass]
public sealed partial class HouseTests
{
    [TestMethod]
    public void ProductCode_Always_KnowsNothingOfTheStandIns()
    {
        var mentions = Sources("src", "samples").Where(file => StandIn().IsMatch(File.ReadAllText(file))).ToList();

        Assert.IsEmpty(mentions, string.Join('\n', mentions));
    }

    [TestMethod]
    public void MultiplicativeUpdates_Always_KnowsNothingOfMLNet()
    {
        var mentions = Sources("src/Microsoft.ML.MultiplicativeUpdates").Where(file => OtherMLNet().IsMatch(File.ReadAllText(file))).ToList();

        Assert.IsEmpty(mentions, string.Join('\n', mentions));
    }

    [TestMethod]
    public void NetworksTransformationAndTraining_Always_KnowNothingOfMLNet()
    {
        var folders = new[] { "Networks", "Isomorphic", "Training" }.Select(folder => "src/Microsoft.ML.NonNegative/" + folder).ToArray();
        var mentions = Sources(folders).Where(file => OtherMLNet().IsMatch(File.ReadAllText(file))).ToList();

        Assert.IsEmpty(mentions, string.Join('\n', mentions));
    }

    [TestMethod]
    public void Solution_Always_HoldsNoStandIn() =>
        Assert.IsFalse(StandIn().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, "NonNegML.sln"))), "NonNegML.sln must build from the packages alone; see eng/Sources.targets.");

    private static IEnumerable<string> Sources(params string[] folders)
    {
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)).ToList();
        Assert.IsNotEmpty(files);
        return files;
    }

    [GeneratedRegex("offline|stand-?in", RegexOptions.IgnoreCase)]
    private static partial Regex StandIn();

    [GeneratedRegex(@"\busing Microsoft\.ML(\.Data|\.Runtime)?;|\bIDataView\b|\bMLContext\b")]
    private static partial Regex OtherMLNet();
}
