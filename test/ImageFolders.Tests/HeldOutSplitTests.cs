using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageFolders;

namespace ImageFolders.Tests;

[TestClass]
public sealed class HeldOutSplitTests
{
    [TestMethod]
    public void Of_Share_TakesItFromEachClass()
    {
        var split = HeldOutSplit.Of(Files(("a", 50), ("b", 10), ("c", 3), ("d", 1)), 0.2, seed: 1);

        Assert.AreEqual("a 10, b 2, c 1", Counts(split.HeldOut));
        Assert.AreEqual("a 40, b 8, c 2, d 1", Counts(split.Training));
    }

    [TestMethod]
    public void Of_LargeShare_LeavesAnImageOfEachClass() =>
        Assert.AreEqual("a 1, b 1", Counts(HeldOutSplit.Of(Files(("a", 5), ("b", 2)), 0.99, seed: 1).Training));

    [TestMethod]
    public void Of_AnySeed_KeepsEveryImageOnceAndInOrder()
    {
        var files = Files(("a", 20), ("b", 30));
        foreach (var seed in new[] { -1, 0, 1, int.MaxValue })
        {
            var split = HeldOutSplit.Of(files, 0.3, seed);
            var all = split.Training.Concat(split.HeldOut).Select(file => file.ImagePath).ToList();
            CollectionAssert.AreEquivalent(files.Select(file => file.ImagePath).ToList(), all);
            CollectionAssert.AreEqual(split.HeldOut.Select(file => file.ImagePath).Order(StringComparer.Ordinal).ToList(), split.HeldOut.Select(file => file.ImagePath).ToList());
        }
    }

    [TestMethod]
    public void Of_SameSeed_GivesTheseImagesOnEveryMachine()
    {
        var files = Files(("a", 20), ("b", 20));

        Assert.AreEqual("a/02.jpg a/05.jpg a/09.jpg a/13.jpg b/00.jpg b/01.jpg b/16.jpg b/19.jpg", Paths(HeldOutSplit.Of(files, 0.2, seed: 1).HeldOut));
        Assert.AreNotEqual(Paths(HeldOutSplit.Of(files, 0.2, seed: 1).HeldOut), Paths(HeldOutSplit.Of(files, 0.2, seed: 2).HeldOut));
    }

    private static List<ImageFile> Files(params (string Label, int Count)[] classes) =>
        [.. classes.SelectMany(one => Enumerable.Range(0, one.Count).Select(i => new ImageFile { ImagePath = $"{one.Label}/{i:D2}.jpg", Label = one.Label }))];

    private static string Counts(IEnumerable<ImageFile> files) => string.Join(", ", files.GroupBy(file => file.Label).Select(ofClass => $"{ofClass.Key} {ofClass.Count()}"));

    private static string Paths(IEnumerable<ImageFile> files) => string.Join(' ', files.Select(file => file.ImagePath));
}
