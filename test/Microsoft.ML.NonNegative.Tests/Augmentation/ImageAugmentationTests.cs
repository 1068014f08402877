namespace Microsoft.ML.NonNegative.Tests.Augmentation;

[TestClass]
public sealed class ImageAugmentationTests
{
    private static readonly ImageShape Grey = new(1, 9, 9), Colour = new(3, 8, 10);

    [TestMethod]
    public void Apply_EverythingOff_ChangesAndDrawsNothing()
    {
        var (image, random) = (Noise(Colour, 1), new CountingRandom(1));

        new ImageAugmentation(new AugmentationOptions { MixupAlpha = 1 }, Colour).Apply(image, random);

        CollectionAssert.AreEqual(Noise(Colour, 1), image);
        Assert.AreEqual(0, random.Draws);
    }

    [TestMethod]
    public void Apply_OneOption_DrawsOnlyItsOwnNumbers()
    {
        (AugmentationOptions Options, int Draws)[] options =
        [
            (new() { MaxRotation = 10 }, 1), (new() { CropPadding = 2 }, 2), (new() { FlipHorizontally = true }, 1), (new() { Brightness = 0.5 }, 1),
            (new() { Contrast = 0.5 }, 1), (new() { Saturation = 0.5 }, 1), (new() { CutoutSize = 3 }, 2), (Everything(), 9),
        ];
        foreach (var (option, draws) in options)
            foreach (var image in new[] { Noise(Colour, 1), new float[Colour.Size], [.. Enumerable.Repeat(1f, Colour.Size)] })
            {
                var random = new CountingRandom(5);
                new ImageAugmentation(option, Colour).Apply(image, random);
                Assert.AreEqual(draws, random.Draws);
            }
    }

    [TestMethod]
    public void Apply_SaturationOfAGreyImage_IsOff()
    {
        var (image, random) = (Noise(Grey, 1), new CountingRandom(1));

        new ImageAugmentation(new AugmentationOptions { Saturation = 1 }, Grey).Apply(image, random);

        CollectionAssert.AreEqual(Noise(Grey, 1), image);
        Assert.AreEqual(0, random.Draws);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    public void Apply_EverythingOn_StaysWithinZeroAndOneAndRepeats(int channels)
    {
        var shape = new ImageShape(channels, 7, 5);
        var augmentation = new ImageAugmentation(Everything(), shape);
        for (var seed = 0; seed < 300; seed++)
        {
            var (first, second) = (Noise(shape, seed), Noise(shape, seed));
            if (seed % 3 == 0)
                (first, second) = ([.. first.Select(value => MathF.Round(value))], [.. second.Select(value => MathF.Round(value))]);
            augmentation.Apply(first, new Random(seed));
            augmentation.Apply(second, new Random(seed));

            Assert.IsTrue(first.All(value => value is >= 0 and <= 1));
            CollectionAssert.AreEqual(second, first);
        }
    }

    [TestMethod]
    public void Apply_FromManyThreads_GivesTheSame()
    {
        var augmentation = new ImageAugmentation(Everything(), Colour);
        var expected = Enumerable.Range(0, 200).Select(seed => Applied(augmentation, Noise(Colour, seed), seed)).ToArray();

        Parallel.For(0, 200, seed => CollectionAssert.AreEqual(expected[seed], Applied(augmentation, Noise(Colour, seed), seed)));
    }

    [TestMethod]
    public void Apply_Flip_MirrorsHalfOfTheImages()
    {
        var augmentation = new ImageAugmentation(new AugmentationOptions { FlipHorizontally = true }, new ImageShape(1, 1, 2));
        var random = new Random(1);
        var mirrored = Enumerable.Range(0, 10_000).Count(_ => Applied(augmentation, [0, 1], random)[0] == 1);

        Assert.AreEqual(5000, mirrored, 250);
    }

    [TestMethod]
    public void Apply_Crop_MovesEvenlyInBothDirections()
    {
        // Where the only bright pixel goes.
        var augmentation = new ImageAugmentation(new AugmentationOptions { CropPadding = 2 }, Grey);
        var random = new Random(2);
        var places = Enumerable.Range(0, 25_000).Select(_ => Array.IndexOf(Applied(augmentation, Dot(Grey, 4, 4), random), 1f)).CountBy(place => place).ToDictionary();

        Assert.HasCount(25, places);
        foreach (var (place, count) in places)
        {
            Assert.IsTrue(place / 9 is >= 2 and <= 6 && place % 9 is >= 2 and <= 6);
            Assert.AreEqual(1000, count, 160);
        }
    }

    [TestMethod]
    public void Apply_Rotation_TurnsEvenlyUpToTheLargestAngle()
    {
        // A ramp from left to right, of slope s: after a turn by a, the slope down the middle is s sin a.
        var shape = new ImageShape(1, 21, 21);
        var ramp = Enumerable.Range(0, shape.Size).Select(i => i % 21 / 20f).ToArray();
        var augmentation = new ImageAugmentation(new AugmentationOptions { MaxRotation = 30 }, shape);
        var random = new Random(3);
        var angles = Enumerable.Range(0, 4000).Select(_ =>
        {
            var image = Applied(augmentation, ramp, random);
            return Math.Asin((image[14 * 21 + 10] - image[6 * 21 + 10]) * 20 / -8) * 180 / Math.PI;
        }).ToArray();

        Assert.AreEqual(0, angles.Average(), 5 * 30 / Math.Sqrt(3 * 4000));
        Assert.AreEqual(300, angles.Average(angle => angle * angle), 5 * 900 * Math.Sqrt(4.0 / 45 / 4000));
        Assert.IsTrue(angles.Min() is >= -30.01 and < -29.5 && angles.Max() is <= 30.01 and > 29.5);
    }

    [TestMethod]
    public void Apply_Brightness_IsEvenBetweenItsEnds()
    {
        var augmentation = new ImageAugmentation(new AugmentationOptions { Brightness = 0.4 }, new ImageShape(1, 1, 1));
        AssertEven(augmentation, [0.5f], image => image[0] / 0.5);
    }

    [TestMethod]
    public void Apply_Contrast_IsEvenBetweenItsEnds()
    {
        var augmentation = new ImageAugmentation(new AugmentationOptions { Contrast = 0.4 }, new ImageShape(1, 1, 2));
        AssertEven(augmentation, [0.25f, 0.75f], image => (image[1] - image[0]) / 0.5);
    }

    [TestMethod]
    public void Apply_Saturation_IsEvenBetweenItsEnds()
    {
        var augmentation = new ImageAugmentation(new AugmentationOptions { Saturation = 0.4 }, new ImageShape(3, 1, 1));
        AssertEven(augmentation, [0.6f, 0.3f, 0.4f], image => (image[0] - image[1]) / 0.3);
    }

    [TestMethod]
    public void Apply_Cutout_HasItsCentreEverywhere()
    {
        var augmentation = new ImageAugmentation(new AugmentationOptions { CutoutSize = 1 }, Grey);
        var random = new Random(5);
        var places = Enumerable.Range(0, 81_000).Select(_ => Array.IndexOf(Applied(augmentation, [.. Enumerable.Repeat(1f, 81)], random), 0f)).CountBy(place => place).ToDictionary();

        Assert.HasCount(81, places);
        foreach (var (_, count) in places)
            Assert.AreEqual(1000, count, 160);
    }

    [TestMethod]
    public void Apply_OptionsChangedAfterwards_DoNotMatter()
    {
        var options = new AugmentationOptions();
        var augmentation = new ImageAugmentation(options, Grey);
        options.CutoutSize = 100;

        CollectionAssert.AreEqual(Noise(Grey, 1), Applied(augmentation, Noise(Grey, 1), 1));
    }

    [TestMethod]
    public void Apply_OtherSize_IsRefused() => Assert.StartsWith("An image of shape 1x9x9 has 81 values, but got 80.",
        Assert.ThrowsExactly<ArgumentException>(() => new ImageAugmentation(new AugmentationOptions(), Grey).Apply(new float[80], new Random(1))).Message);

    // Even between 0.6 and 1.4: mean 1, variance 0.4^2 / 3.
    private static void AssertEven(ImageAugmentation augmentation, float[] image, Func<float[], double> factor)
    {
        var random = new Random(4);
        var factors = Enumerable.Range(0, 10_000).Select(_ => factor(Applied(augmentation, image, random))).ToArray();

        Assert.AreEqual(1, factors.Average(), 5 * 0.4 / Math.Sqrt(3 * 10_000));
        Assert.AreEqual(0.16 / 3, factors.Average(value => Math.Pow(value - 1, 2)), 5 * 0.16 * Math.Sqrt(4.0 / 45 / 10_000));
        Assert.IsTrue(factors.Min() is >= 0.5999 and < 0.601 && factors.Max() is <= 1.4001 and > 1.399);
    }

    private static AugmentationOptions Everything() =>
        new() { MaxRotation = 40, CropPadding = 2, FlipHorizontally = true, Brightness = 1, Contrast = 1, Saturation = 1, CutoutSize = 2 };

    private static float[] Applied(ImageAugmentation augmentation, float[] image, int seed) => Applied(augmentation, image, new Random(seed));

    private static float[] Applied(ImageAugmentation augmentation, float[] image, Random random)
    {
        float[] copy = [.. image];
        augmentation.Apply(copy, random);
        return copy;
    }

    private static float[] Noise(ImageShape shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, shape.Size).Select(_ => random.NextSingle())];
    }

    private static float[] Dot(ImageShape shape, int row, int column)
    {
        var image = new float[shape.Size];
        image[row * shape.Width + column] = 1;
        return image;
    }

    private sealed class CountingRandom(int seed) : Random
    {
        private readonly Random _inner = new(seed);

        public int Draws { get; private set; }

        public override int Next(int maxValue) => Counted(random => random.Next(maxValue));

        public override long NextInt64(long maxValue) => Counted(random => random.NextInt64(maxValue));

        public override double NextDouble() => Counted(random => random.NextDouble());

        private T Counted<T>(Func<Random, T> draw)
        {
            Draws++;
            return draw(_inner);
        }
    }
}
