namespace Microsoft.ML.MultiplicativeUpdates.Tests;

[TestClass]
public sealed class TestFunctionsTests
{
    [TestMethod]
    public void All_Always_HoldsTheToyTasksFirst()
    {
        CollectionAssert.AreEqual(new[] { "Convex 2D", "Rosenbrock", "Beale", "Himmelblau", "Booth", "Ackley" }, TestFunctions.All.Select(function => function.Name).ToArray());
    }

    [TestMethod]
    public void FromName_AnyCase_FindsTheFunction()
    {
        foreach (var function in TestFunctions.All)
            Assert.AreSame(function, TestFunctions.FromName(function.Name.ToUpperInvariant()));
    }

    [TestMethod]
    public void FromName_Unknown_NamesThoseThereAre()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => TestFunctions.FromName("Sphere"));

        StringAssert.Contains(error.Message, "There is no test function 'Sphere'; there are Convex 2D, Rosenbrock, Beale, Himmelblau, Booth, Ackley.");
    }

    [TestMethod]
    public void Constructor_FunctionOfYourOwn_HoldsWhatItWasGiven()
    {
        var sphere = new Sphere([new(-1, 1), new(-2, 2), new(-3, 3)], [1, 2, 3], [0, 0, 0]);

        Assert.AreEqual(3, sphere.Dimension);
        Assert.AreEqual(14, sphere.Evaluate(sphere.Start.Span));
        Assert.AreEqual(Math.Sqrt(14), sphere.DistanceToMinimum(sphere.Start.Span));
        Assert.AreEqual("Sphere", sphere.ToString());
    }

    [TestMethod]
    public void Constructor_WhatDoesNotFit_Throws()
    {
        Interval[] domain = [new(-1, 1)];
        Throws("domain", () => new Sphere([], [], []));
        Throws("domain", () => new Sphere([new(1, 1)], [1], [1]));
        Throws("domain", () => new Sphere([new(2, 1)], [1], [1]));
        Throws("domain", () => new Sphere([new(double.NaN, 1)], [1], [1]));
        Throws("domain", () => new Sphere([new(0, double.PositiveInfinity)], [1], [1]));
        Throws("start", () => new Sphere(domain, [1, 1], [0]));
        Throws("start", () => new Sphere(domain, [2], [0]));
        Throws("start", () => new Sphere(domain, [double.NaN], [0]));
        Throws("start", () => new Sphere(domain, [0], [0]));
        Throws("minima", () => new Sphere(domain, [1], [0, 0]));
        Throws("minima", () => new Sphere(domain, [1], [-2]));
        Throws("minima", () => new Sphere(domain, [1]));
    }

    [TestMethod]
    public void Interval_Always_KnowsItsInside()
    {
        var interval = new Interval(-1, 3);

        Assert.AreEqual(4, interval.Width);
        Assert.IsTrue(interval.Contains(-1) && interval.Contains(3) && interval.Contains(0));
        Assert.IsFalse(interval.Contains(-1.1) || interval.Contains(3.1) || interval.Contains(double.NaN));
        Assert.AreEqual(-1, interval.At(0));
        Assert.AreEqual(0, interval.At(0.25));
        Assert.AreEqual(3, interval.At(1));
    }

    private static void Throws(string parameter, Func<TestFunction> create) => Assert.AreEqual(parameter, Assert.ThrowsExactly<ArgumentException>(create).ParamName);

    private sealed class Sphere(IReadOnlyList<Interval> domain, double[] start, params IReadOnlyList<double[]> minima) : TestFunction("Sphere", domain, start, minima)
    {
        protected override double EvaluateAt(ReadOnlySpan<double> point)
        {
            var sum = 0.0;
            foreach (var value in point)
                sum += value * value;
            return sum;
        }

        protected override void GradientAt(ReadOnlySpan<double> point, Span<double> gradient)
        {
            for (var i = 0; i < point.Length; i++)
                gradient[i] = 2 * point[i];
        }
    }
}
