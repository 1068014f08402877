using NonNegML.Samples.ImageFolders;

namespace ImageFolders.Tests.Models;

[TestClass]
public sealed class LabelScoreTests
{
    [TestMethod]
    public void Top_Scores_GivesTheHighestFirst() =>
        Assert.AreEqual("c 0.5, a 0.3", string.Join(", ", LabelScore.Top(["a", "b", "c"], [0.3f, 0.2f, 0.5f], 2).Select(label => FormattableString.Invariant($"{label.Label} {label.Score}"))));

    [TestMethod]
    public void AreSame_Scores_ComparesBits()
    {
        Assert.IsTrue(ModelScores.AreSame([[1, float.NaN]], [[1, float.NaN]]));
        Assert.IsFalse(ModelScores.AreSame([[0f]], [[-0f]]));
        Assert.IsFalse(ModelScores.AreSame([[1], [2]], [[1]]));
    }
}
