using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

[TestClass]
public sealed class ActivationTests
{
    private static readonly double[] Points = [-1e6, -3, -1, -0.2, 0, 0.05, 0.145, 0.2, 0.4, 0.5, 0.9, 1, 1.5, 3, 1e6];

    public static IEnumerable<object[]> Names => Activations.All.Select(a => new object[] { a.Name });

    [TestMethod]
    public void Apply_Sinusoidal_IsTheSquaredSine() => AssertValues(Activations.Sinusoidal, z => Math.Pow(Math.Sin(Math.PI / 2 * Math.Clamp(z, 0, 1)), 2));

    [TestMethod]
    public void Apply_Sigmoid_IsTheMeasuredResponse() =>
        AssertValues(Activations.Sigmoid, z => 1.005 + (0.060 - 1.005) / (1 + Math.Exp(Math.Min(z - 0.145, 2) / 0.033)));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Apply_AnyInput_StaysInTheStatedRange(string name)
    {
        var activation = Activations.FromName(name);
        using var z = tensor(Points);
        using var y = activation.Apply(z);

        foreach (var value in y.data<double>().ToArray())
            Assert.IsTrue(value >= activation.Minimum - 1e-15 && value <= activation.Maximum + 1e-15, $"{value}");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Backward_InTheSensitiveRange_IsTheDifferenceQuotient(string name)
    {
        const double step = 1e-6;
        var activation = Activations.FromName(name);
        double[] points = [.. new[] { -1.5, -0.5, 0, 0.7, 1.4 }.Select(t => activation.SensitiveMean + t * activation.SensitiveDeviation).Where(z => name == "sigmoid" || Math.Abs(z) > 0.001 && z < 0.999 * activation.Maximum && (name != "sinusoidal" || z > 0))];
        using var scope = NewDisposeScope();
        var z = tensor(points, requires_grad: true);
        activation.Apply(z).sum().backward();
        var above = activation.Apply(tensor(points.Select(p => p + step).ToArray())).data<double>().ToArray();
        var below = activation.Apply(tensor(points.Select(p => p - step).ToArray())).data<double>().ToArray();
        var gradient = z.grad!.data<double>().ToArray();

        for (var i = 0; i < points.Length; i++)
            Assert.AreEqual((above[i] - below[i]) / (2 * step), gradient[i], 1e-6, $"at {points[i]}");
    }

    [TestMethod]
    [DataRow(ScalarType.Float32)]
    [DataRow(ScalarType.Float64)]
    public void Backward_WhereTheSinusoidIsFlat_IsExactlyZero(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var z = tensor(new[] { -3.0, -0.5, 0, 1.5, 3 }).to(type).requires_grad_();
        Activations.Sinusoidal.Apply(z).sum().backward();

        Assert.IsLessThan(1e-15, z.grad!.abs().max().to(float64).item<double>());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Apply_WithAndWithoutGradients_GivesTheSameValues(string name)
    {
        using var scope = NewDisposeScope();
        var activation = Activations.FromName(name);
        var z = tensor(Points, requires_grad: true);
        var recorded = activation.Apply(z).detach().data<double>().ToArray();
        using var withoutGradients = no_grad();

        CollectionAssert.AreEqual(activation.Apply(z).data<double>().ToArray(), recorded);
    }

    [TestMethod]
    public void FromName_Unknown_NamesThoseThereAre()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Activations.FromName("tanh"));

        StringAssert.Contains(error.Message, "sinusoidal, sigmoid");
    }

    [TestMethod]
    [DataRow(-0.1, 1)]
    [DataRow(1, 1)]
    public void Constructor_RangeThatLightCannotCarry_Throws(double minimum, double maximum) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Custom(minimum, maximum));

    private static void AssertValues(Activation activation, Func<double, double> expected)
    {
        using var z = tensor(Points);
        using var y = activation.Apply(z);
        var actual = y.data<double>().ToArray();
        for (var i = 0; i < Points.Length; i++)
            Assert.AreEqual(expected(Points[i]), actual[i], 1e-12, $"at {Points[i]}");
    }

    private sealed class Custom(double minimum, double maximum) : Activation("custom", minimum, maximum)
    {
        public override double SensitiveMean => 0;

        public override double SensitiveDeviation => 1;

        public override Tensor Apply(Tensor preActivation) => preActivation.clamp(Minimum, Maximum);
    }
}
