using System.Globalization;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

[TestClass]
public sealed class BoundedReluTests
{
    [TestMethod]
    public void Apply_Bounded_IsCutAtBothEnds() =>
        AssertOutputs([0, 0, 0, 0.25, 5.5, 6, 6, 6], Activations.ReluN(6), [double.NegativeInfinity, -3, 0, 0.25, 5.5, 6, 6.5, double.PositiveInfinity]);

    [TestMethod]
    public void Apply_Unbounded_IsCutAtZero() =>
        AssertOutputs([0, 0, 0.25, 1e300, double.PositiveInfinity], Activations.Relu, [double.NegativeInfinity, -3, 0.25, 1e300, double.PositiveInfinity]);

    [TestMethod]
    public void Derivative_InsideAndOutside_IsOneAndZero()
    {
        using var scope = NewDisposeScope();
        var z = tensor(new[] { -3, -1e-9, 0, 1e-9, 5.9, 6, 6.1, double.PositiveInfinity });

        CollectionAssert.AreEqual(new double[] { 0, 0, 0, 1, 1, 0, 0, 0 }, Activations.ReluN(6).Derivative(z).data<double>().ToArray());
        CollectionAssert.AreEqual(new double[] { 0, 0, 0, 1, 1, 1, 1 }, Activations.Relu.Derivative(z.narrow(0, 0, 7)).data<double>().ToArray());
        Assert.AreEqual(ScalarType.Float32, Activations.Relu.Derivative(z.to(float32)).dtype);
    }

    [TestMethod]
    public void ReluN_Bound_IsTheRangeAndTheName()
    {
        var relu = Activations.ReluN(14.25);

        Assert.AreEqual((0.0, 14.25, true, "relu14.25"), (relu.Minimum, relu.Maximum, relu.IsBounded, relu.ToString()));
        Assert.AreEqual((0.0, double.PositiveInfinity, false, "relu"), (Activations.Relu.Minimum, Activations.Relu.Maximum, Activations.Relu.IsBounded, Activations.Relu.Name));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    public void ReluN_BoundThatIsNone_Throws(double bound) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Activations.ReluN(bound));

    [TestMethod]
    [DataRow("relu6", 6)]
    [DataRow("relu14.25", 14.25)]
    [DataRow("RELU6", 6)]
    [DataRow("relu1e-3", 0.001)]
    [DataRow("relu1E+30", 1e30)]
    [DataRow("relu", double.PositiveInfinity)]
    public void FromName_ReluWithOrWithoutBound_IsThatOne(string name, double bound)
    {
        var activation = Activations.FromName(name);

        Assert.IsInstanceOfType<BoundedRelu>(activation);
        Assert.AreEqual(bound, activation.Maximum);
    }

    // Model files hold the name alone: every bound must survive it to the last bit.
    [TestMethod]
    [DataRow(0.1)]
    [DataRow(1.0 / 3)]
    [DataRow(double.Epsilon)]
    [DataRow(1e-5)]
    [DataRow(123456789.12345678)]
    [DataRow(double.MaxValue)]
    public void FromName_NameOfAnyBound_GivesTheSameActivation(double bound) =>
        Assert.AreEqual(Activations.ReluN(bound), Activations.FromName(Activations.ReluN(bound).Name));

    [TestMethod]
    [DataRow("relu-1")]
    [DataRow("relu-0")]
    [DataRow("relu+6")]
    [DataRow("relu0")]
    [DataRow("relu0.0")]
    [DataRow("reluNaN")]
    [DataRow("reluInfinity")]
    [DataRow("relu1e400")]
    [DataRow("relu1e-400")]
    [DataRow("relu 6")]
    [DataRow("relu6 ")]
    [DataRow("relu6,5")]
    [DataRow("relu1,000")]
    [DataRow("relu6x")]
    [DataRow("elu")]
    [DataRow("")]
    public void FromName_NoNameOfAnActivation_ThrowsAndNamesThoseThereAre(string name)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Activations.FromName(name));

        StringAssert.Contains(error.Message, $"There is no activation '{name}'; there are sinusoidal, sigmoid, relu, and relu with a bound, for example relu6.");
    }

    [TestMethod]
    public void FromName_Null_Throws() => Assert.ThrowsExactly<ArgumentNullException>(() => Activations.FromName(null!));

    [TestMethod]
    [DataRow("de-DE")]
    [DataRow("tr-TR")]
    [DataRow("ar-SA")]
    public void FromName_UnderAnyCulture_ReadsAndWritesTheSameNames(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);

            Assert.AreEqual("relu14.25", Activations.ReluN(14.25).Name);
            Assert.AreEqual(14.25, Activations.FromName("relu14.25").Maximum);
            Assert.AreEqual(Activations.Sigmoid, Activations.FromName("SIGMOID"));
            Assert.ThrowsExactly<ArgumentException>(() => Activations.FromName("relu14,25"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void Equals_SameBound_IsTrueAndOthersAreNot()
    {
        Assert.AreEqual(Activations.ReluN(6), Activations.ReluN(6.0));
        Assert.AreEqual(Activations.ReluN(6).GetHashCode(), Activations.FromName("relu6").GetHashCode());
        Assert.AreEqual(Activations.Relu, Activations.FromName("relu"));
        Assert.AreNotEqual(Activations.ReluN(6), Activations.ReluN(Math.BitIncrement(6.0)));
        Assert.AreNotEqual(Activations.ReluN(6), Activations.Relu);
        Assert.IsFalse(Activations.ReluN(1).Equals(null));
    }

    private static void AssertOutputs(double[] expected, Activation activation, double[] inputs)
    {
        using var z = tensor(inputs);
        using var y = activation.Apply(z);

        CollectionAssert.AreEqual(expected, y.data<double>().ToArray());
        CollectionAssert.AreEqual(inputs, z.data<double>().ToArray());
    }
}
