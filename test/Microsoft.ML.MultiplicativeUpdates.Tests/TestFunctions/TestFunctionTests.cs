namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class TestFunctionTests
{
    public static IEnumerable<object[]> All => TestFunctions.All.Select(function => new object[] { function });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Gradient_ManyPoints_IsThatOfCentralDifferences(TestFunction function)
    {
        var random = new Random(1);
        Span<double> point = stackalloc double[function.Dimension];
        Span<double> gradient = stackalloc double[function.Dimension];
        for (var trial = 0; trial < 1000; trial++)
        {
            for (var i = 0; i < point.Length; i++)
                point[i] = function.Domain[i].At(random.NextDouble());
            function.Gradient(point, gradient);
            var scale = 1 + function.Evaluate(point);
            for (var i = 0; i < point.Length; i++)
                Assert.AreEqual(Difference(function, point, i), gradient[i], 1e-9 * scale, $"{function} at ({string.Join(", ", point.ToArray())}), coordinate {i}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Minima_Each_HasValueAndGradientZero(TestFunction function)
    {
        Span<double> gradient = stackalloc double[function.Dimension];
        foreach (var minimum in function.Minima)
        {
            function.Gradient(minimum.Span, gradient);

            Assert.AreEqual(0, function.Evaluate(minimum.Span), 1e-28);
            foreach (var derivative in gradient)
                Assert.AreEqual(0, derivative, 1e-12);
            Assert.AreEqual(0, function.DistanceToMinimum(minimum.Span));
        }
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Evaluate_AwayFromTheMinima_IsPositive(TestFunction function)
    {
        var random = new Random(2);
        for (var trial = 0; trial < 1000; trial++)
        {
            double[] point = [.. function.Domain.Select(interval => interval.At(random.NextDouble()))];

            Assert.IsGreaterThan(0, function.Evaluate(point));
        }
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Start_Always_LiesInTheDomainAndInAMinimumsQuadrant(TestFunction function)
    {
        var start = function.Start.ToArray();

        // A rule that changes no sign must have something to find.
        Assert.IsTrue(function.Minima.Any(minimum => start.Zip(minimum.ToArray(), (from, to) => from * to >= 0).All(same => same)));
        Assert.IsTrue(start.Zip(function.Domain, (value, interval) => interval.Contains(value)).All(within => within));
        Assert.IsGreaterThan(0, function.DistanceToMinimum(start));
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void Gradient_IntoThePointItself_IsTheSame(TestFunction function)
    {
        var point = function.Start.ToArray();
        var expected = new double[point.Length];
        function.Gradient(point, expected);
        function.Gradient(point, point);

        CollectionAssert.AreEqual(expected, point);
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void AnyMethod_PointOfAnotherDimension_Throws(TestFunction function)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => function.Evaluate([1, 2, 3]));
        Assert.AreEqual("point", error.ParamName);
        StringAssert.Contains(error.Message, $"{function} has 2 coordinates, but 3 were given.");
        Assert.ThrowsExactly<ArgumentException>(() => function.DistanceToMinimum([1]));
        Assert.ThrowsExactly<ArgumentException>(() => function.Gradient([1], new double[2]));
        Assert.AreEqual("gradient", Assert.ThrowsExactly<ArgumentException>(() => function.Gradient([1, 2], new double[1])).ParamName);
    }

    [TestMethod]
    [DynamicData(nameof(All))]
    public void DistanceToMinimum_PointThatIsNotFinite_IsInfinite(TestFunction function)
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.AreEqual(double.PositiveInfinity, function.DistanceToMinimum([value, 1]));
            Assert.AreEqual(double.PositiveInfinity, function.DistanceToMinimum([1, value]));
        }
    }

    [TestMethod]
    [DataRow("Convex 2D", 69.26)]
    [DataRow("Rosenbrock", 2.06)]
    public void Start_ToyTask_LiesAtThePublishedDistance(string name, double expected)
    {
        var function = TestFunctions.FromName(name);

        Assert.AreEqual(expected, function.DistanceToMinimum(function.Start.Span), 0.005);
    }

    [TestMethod]
    [DataRow("Convex 2D", 3.0, 2.0, 14.0)]
    [DataRow("Rosenbrock", 2.0, 3.0, 101.0)]
    [DataRow("Beale", 1.0, 1.0, 14.203125)]
    [DataRow("Himmelblau", 0.0, 0.0, 170.0)]
    [DataRow("Booth", 0.0, 0.0, 74.0)]
    [DataRow("Ackley", 1.0, 1.0, 3.6253849384403627)]
    public void Evaluate_KnownPoint_HasTheKnownValue(string name, double x, double y, double expected) =>
        Assert.AreEqual(expected, TestFunctions.FromName(name).Evaluate([x, y]), 1e-12);

    [TestMethod]
    public void Gradient_AckleyAtItsTip_IsZeroAndOneJustBesideIt()
    {
        var ackley = new AckleyFunction();
        Span<double> gradient = stackalloc double[2];
        ackley.Gradient([0, 0], gradient);
        Assert.AreEqual(0, gradient[0]);
        Assert.AreEqual(0, gradient[1]);

        // The cone rises by 20 * 0.2 / sqrt 2 in every direction, however small the step, and its slope points outwards.
        ackley.Gradient([1e-200, 0], gradient);
        Assert.AreEqual(4 / Math.Sqrt(2), gradient[0], 1e-12);
        Assert.AreEqual(0, gradient[1]);
    }

    [TestMethod]
    public void DistanceToMinimum_Himmelblau_IsThatOfTheNearestOfFour()
    {
        var himmelblau = new HimmelblauFunction();

        Assert.HasCount(4, himmelblau.Minima);
        Assert.AreEqual(1, himmelblau.DistanceToMinimum([3, 3]), 1e-12);
        Assert.AreEqual(0, himmelblau.DistanceToMinimum([-2.805118, 3.131313]), 1e-6);
        Assert.AreEqual(0, himmelblau.DistanceToMinimum([-3.779310, -3.283186]), 1e-6);
        Assert.AreEqual(0, himmelblau.DistanceToMinimum([3.584428, -1.848127]), 1e-6);
    }

    // Of the fourth order: Rosenbrock's valley is too curved for the second.
    private static double Difference(TestFunction function, ReadOnlySpan<double> point, int coordinate)
    {
        const double step = 2e-4;
        var moved = point.ToArray();
        return (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);

        double At(double by)
        {
            var before = moved[coordinate];
            moved[coordinate] += by;
            var value = function.Evaluate(moved);
            moved[coordinate] = before;
            return value;
        }
    }
}
