namespace Microsoft.ML.NonNegative.Tests.Augmentation;

[TestClass]
public sealed class ColorJitterTests
{
    [TestMethod]
    public void ScaleBrightness_Values_AreMultipliedAndCutOff()
    {
        float[] image = [0, 0.25f, 0.5f, 1];

        ColorJitter.ScaleBrightness(image, 1.5f);

        CollectionAssert.AreEqual(new[] { 0, 0.375f, 0.75f, 1 }, image);
    }

    [TestMethod]
    public void ScaleContrast_OneChannel_IsAboutTheMean()
    {
        float[] image = [0.25f, 0.75f, 0.5f, 0.5f];

        ColorJitter.ScaleContrast(image, new ImageShape(1, 2, 2), 0.5f);

        CollectionAssert.AreEqual(new[] { 0.375f, 0.625f, 0.5f, 0.5f }, image);
    }

    [TestMethod]
    public void ScaleContrast_TwoChannels_IsAboutTheMeanOfBoth()
    {
        float[] image = [0, 0, 1, 1];

        ColorJitter.ScaleContrast(image, new ImageShape(2, 1, 2), 0);

        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f, 0.5f, 0.5f }, image);
    }

    [TestMethod]
    public void ScaleContrast_ColourWithoutContrast_IsItsMeanGrey()
    {
        float[] image = [1, 0, 0, 1, 1, 0];

        ColorJitter.ScaleContrast(image, new ImageShape(3, 1, 2), 0);

        // Means: red 0.5, green 0.5, blue 0.5.
        foreach (var value in image)
            Assert.AreEqual(0.5f, value, 1e-6f);
        image = [1, 1, 0, 0, 0, 0];
        ColorJitter.ScaleContrast(image, new ImageShape(3, 1, 2), 0.5f);
        CollectionAssert.AreEqual(new[] { 0.6495f, 0.6495f, 0.1495f, 0.1495f, 0.1495f, 0.1495f }, image.Select(value => MathF.Round(value, 5)).ToArray());
    }

    [TestMethod]
    public void ScaleSaturation_Zero_TakesColourOut()
    {
        float[] image = [1, 0, 0, 0.5f, 0, 1, 0, 0.5f, 0, 0, 1, 0.5f];

        ColorJitter.ScaleSaturation(image, 0);

        for (var i = 0; i < image.Length; i++)
            Assert.AreEqual(new[] { 0.299f, 0.587f, 0.114f, 0.5f }[i % 4], image[i], 1e-6f);
    }

    [TestMethod]
    public void ScaleSaturation_AboveOne_MovesAwayFromGrey()
    {
        float[] image = [0.5f, 0.25f, 0.25f];

        ColorJitter.ScaleSaturation(image, 2);

        var grey = 0.25f + 0.299f * 0.25f;
        Assert.AreEqual(1 - grey, image[0], 1e-6f);
        Assert.AreEqual(0.5f - grey, image[1], 1e-6f);
        Assert.AreEqual(0.5f - grey, image[2], 1e-6f);
    }

    [TestMethod]
    public void AllThree_FactorOne_ChangeNothing()
    {
        var random = new Random(1);
        var before = Enumerable.Range(0, 48).Select(_ => random.NextSingle()).ToArray();
        float[] image = [.. before];

        ColorJitter.ScaleBrightness(image, 1);
        ColorJitter.ScaleContrast(image, new ImageShape(3, 4, 4), 1);
        ColorJitter.ScaleSaturation(image, 1);

        for (var i = 0; i < image.Length; i++)
            Assert.AreEqual(before[i], image[i], 1e-6f);
    }
}
