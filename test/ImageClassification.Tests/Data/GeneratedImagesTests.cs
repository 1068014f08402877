using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NonNegML.Samples.ImageClassification;

namespace ImageClassification.Tests.Data;

[TestClass]
public sealed class GeneratedImagesTests
{
    private static readonly (LabeledImages Train, LabeledImages Test) Seed0 = GeneratedImages.Create(seed: 0);

    [TestMethod]
    public void Create_SeedZero_GivesTheSameBytesEverywhere()
    {
        // The images of a seed are part of what results are compared by: a change of the generator must be meant.
        Assert.AreEqual("83a57d3fd2ec2a6de93dba4d412b065b6646fd98351fa83621c9a123035b85a8", Checksum(Seed0.Train));
        Assert.AreEqual("2dc0ec9ecd8722dff045075a107bebb6ec5e7fcfa77e9d4a99e7d02e7732a9a7", Checksum(Seed0.Test));
    }

    [TestMethod]
    public void Create_SameSeedAgain_GivesTheSame()
    {
        (LabeledImages train, LabeledImages test) = GeneratedImages.Create(seed: 0);

        Assert.AreEqual(Checksum(Seed0.Train), Checksum(train));
        Assert.AreEqual(Checksum(Seed0.Test), Checksum(test));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(-1)]
    public void Create_OtherSeed_GivesOtherImages(int seed)
    {
        (LabeledImages train, LabeledImages test) = GeneratedImages.Create(seed);

        Assert.AreNotEqual(Checksum(Seed0.Train), Checksum(train));
        Assert.AreNotEqual(Checksum(Seed0.Test), Checksum(test));
    }

    [TestMethod]
    public void Create_AnySeed_HasTheStatedSizes()
    {
        Assert.AreEqual(12_000, Seed0.Train.Count);
        Assert.AreEqual(2_000, Seed0.Test.Count);
        Assert.AreEqual((28, 28), (Seed0.Train.Height, Seed0.Train.Width));
        Assert.AreEqual("generated train", Seed0.Train.Name);
        Assert.AreEqual("generated test", Seed0.Test.Name);
    }

    [TestMethod]
    public void Create_TrainAndTest_HaveAllClassesEquallyOften()
    {
        CollectionAssert.AreEqual(Enumerable.Repeat(1200, 10).ToArray(), ClassCounts(Seed0.Train));
        CollectionAssert.AreEqual(Enumerable.Repeat(200, 10).ToArray(), ClassCounts(Seed0.Test));
    }

    [TestMethod]
    public void Create_FirstImages_AreBalancedButNotInOneOrder()
    {
        CollectionAssert.AreEqual(Enumerable.Repeat(7, 10).ToArray(), ClassCounts(Seed0.Train.Take(70)));
        CollectionAssert.AreNotEqual(
            Seed0.Train.Labels[..10].ToArray(), Seed0.Train.Labels[10..20].ToArray());
    }

    [TestMethod]
    public void Create_Pixels_LieBetweenZeroAndOneInStepsOfABytesPart()
    {
        int wrong = 0;
        foreach (float pixel in Seed0.Train.Pixels.Span)
        {
            wrong += pixel is >= 0 and <= 1 && MathF.Round(pixel * 255) / 255f == pixel ? 0 : 1;
        }

        Assert.AreEqual(0, wrong);
    }

    [TestMethod]
    public void Create_EachImage_ShowsSomething()
    {
        for (int i = 0; i < Seed0.Test.Count; i++)
        {
            int bright = 0;
            foreach (float pixel in Seed0.Test.Image(i).Span)
            {
                bright += pixel > .4f ? 1 : 0;
            }

            Assert.IsTrue(bright is > 20 and < 500, $"image {i}: {bright} of 784 pixels are bright");
        }
    }

    [TestMethod]
    public void Create_TrainAndTest_ShareNoImage()
    {
        var train = new HashSet<string>();
        for (int i = 0; i < Seed0.Train.Count; i++)
        {
            train.Add(Key(Seed0.Train, i));
        }

        Assert.HasCount(12_000, train);
        Assert.DoesNotContain(i => train.Contains(Key(Seed0.Test, i)), Enumerable.Range(0, 2_000));
    }

    [TestMethod]
    public void ClassNames_Ten_AreTheTenPairsOfFiveShapes()
    {
        Assert.HasCount(10, GeneratedImages.ClassNames.Distinct());
        CollectionAssert.Contains(GeneratedImages.ClassNames.ToArray(), "ring+cross");
        CollectionAssert.AreEqual(GeneratedImages.ClassNames.ToArray(), Seed0.Test.ClassNames.ToArray());
    }

    private static int[] ClassCounts(LabeledImages images)
    {
        int[] counts = new int[10];
        foreach (byte label in images.Labels)
        {
            counts[label]++;
        }

        return counts;
    }

    private static string Checksum(LabeledImages images)
    {
        ReadOnlySpan<float> pixels = images.Pixels.Span;
        byte[] bytes = new byte[pixels.Length + images.Count];
        for (int i = 0; i < pixels.Length; i++)
        {
            bytes[i] = (byte)MathF.Round(pixels[i] * 255);
        }

        images.Labels.CopyTo(bytes.AsSpan(pixels.Length));
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static string Key(LabeledImages images, int index) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(images.Image(index).Span)));
}
