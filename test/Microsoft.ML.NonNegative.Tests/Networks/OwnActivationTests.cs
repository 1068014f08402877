using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Networks;

/// <summary>What every activation promises, the library's and one's own: a range and a derivative.</summary>
[TestClass]
public sealed class OwnActivationTests
{
    private static readonly Activation[] Every = [Activations.Sinusoidal, Activations.Sigmoid, Activations.ReluN(6), Activations.ReluN(0.75), Activations.Relu, new SquareLaw(), new SquareLaw(clamps: true)];

    // On both sides of every kink (0, 0.75, 1, 2, 6), none of them nearer than the step.
    private static readonly double[] Points = [-40, -2, -0.5, -0.01, 0.01, 0.1, 0.145, 0.2, 0.4, 0.7, 0.8, 0.95, 1.05, 1.9, 2.1, 5.9, 6.1, 40];

    public static IEnumerable<object[]> Indexes => Enumerable.Range(0, Every.Length).Select(i => new object[] { i });

    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Derivative_AwayFromKinks_IsTheDifferenceQuotient(int index)
    {
        const double step = 1e-6;
        using var scope = NewDisposeScope();
        var activation = Every[index];
        var derivative = activation.Derivative(tensor(Points)).data<double>().ToArray();
        var above = activation.Apply(tensor(Points.Select(p => p + step).ToArray())).data<double>().ToArray();
        var below = activation.Apply(tensor(Points.Select(p => p - step).ToArray())).data<double>().ToArray();

        for (var i = 0; i < Points.Length; i++)
            Assert.AreEqual((above[i] - below[i]) / (2 * step), derivative[i], 1e-6, $"{activation} at {Points[i]}");
    }

    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Derivative_AwayFromKinks_IsThatOfAutograd(int index)
    {
        using var scope = NewDisposeScope();
        var activation = Every[index];
        var z = tensor(Points, requires_grad: true);
        activation.Apply(z).sum().backward();
        var derivative = activation.Derivative(z);

        Assert.IsLessThan(1e-12, derivative.sub(z.grad!).abs().max().item<double>());
        Assert.IsFalse(derivative.requires_grad);
    }

    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Derivative_AnyShapeAndType_IsKept(int index)
    {
        using var scope = NewDisposeScope();
        var derivative = Every[index].Derivative(rand(2, 3, 4, dtype: float32));

        Assert.AreEqual(ScalarType.Float32, derivative.dtype);
        CollectionAssert.AreEqual(new long[] { 2, 3, 4 }, derivative.shape);
    }

    // Without gradients around it, and with a gradient of another computation that must stay as it is.
    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Derivative_WithoutGradients_IsTheSameAndTouchesNoGradient(int index)
    {
        using var scope = NewDisposeScope();
        var activation = Every[index];
        var z = tensor(Points, requires_grad: true);
        z.sum().backward();
        var expected = activation.Derivative(z).data<double>().ToArray();
        using (no_grad())
            CollectionAssert.AreEqual(expected, activation.Derivative(z).data<double>().ToArray());

        Assert.IsTrue(is_grad_enabled());
        CollectionAssert.AreEqual(Enumerable.Repeat(1.0, Points.Length).ToArray(), z.grad!.data<double>().ToArray());
        CollectionAssert.AreEqual(Points, z.detach().data<double>().ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Derivative_AnyActivation_LeavesNothingBehindButItsValues(int index)
    {
        using var z = tensor(Points);
        Every[index].Derivative(z).Dispose();
        var before = LiveTensors.Count();
        for (var i = 0; i < 5; i++)
            Every[index].Derivative(z).Dispose();

        Assert.AreEqual(before, LiveTensors.Now());
    }

    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Derivative_InADisposeScope_BelongsToIt(int index)
    {
        using var z = tensor(Points);
        Tensor derivative;
        using (NewDisposeScope())
        {
            derivative = Every[index].Derivative(z);
            Assert.IsFalse(derivative.IsInvalid);
        }

        Assert.IsTrue(derivative.IsInvalid);
    }

    [TestMethod]
    [DynamicData(nameof(Indexes))]
    public void Apply_AnyInput_StaysInTheStatedRange(int index)
    {
        using var scope = NewDisposeScope();
        var activation = Every[index];
        foreach (var value in activation.Apply(tensor(Points)).data<double>().ToArray())
            Assert.IsTrue(value >= activation.Minimum && value <= activation.Maximum + 1e-15, $"{activation}: {value}");
    }

    [TestMethod]
    [DataRow(-0.1, 1)]
    [DataRow(double.NegativeInfinity, 1)]
    [DataRow(double.NaN, 1)]
    [DataRow(0, double.NaN)]
    [DataRow(1, 1)]
    [DataRow(2, 1)]
    public void Constructor_RangeBelowZeroOrEmpty_ThrowsAndNamesTheActivation(double minimum, double maximum)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new SquareLaw(minimum: minimum, maximum: maximum));

        StringAssert.Contains(error.Message, FormattableString.Invariant($"The activation 'square law' has the range [{minimum}, {maximum}]; a non-negative network needs 0 <= minimum < maximum."));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" ")]
    public void Constructor_NoName_Throws(string name) => Assert.ThrowsExactly<ArgumentException>(() => new SquareLaw(name));

    [TestMethod]
    public void Constructor_NoUpperBound_IsAnActivationOfSignedNetworks()
    {
        var activation = new SquareLaw(maximum: double.PositiveInfinity);

        Assert.IsFalse(activation.IsBounded);
        Assert.AreEqual((0.0, 1.0), (activation.SensitiveMean, activation.SensitiveDeviation));
    }

    [TestMethod]
    public void Equals_OwnActivation_NeedsTypeNameAndRange()
    {
        Assert.AreEqual(new SquareLaw(), new SquareLaw());
        Assert.AreEqual(new SquareLaw().GetHashCode(), new SquareLaw().GetHashCode());
        Assert.AreNotEqual(new SquareLaw(), new SquareLaw(maximum: 3));
        Assert.AreNotEqual(new SquareLaw(), new SquareLaw("other"));
        Assert.AreNotEqual<Activation>(Activations.ReluN(6), new SquareLaw("relu6", 0, 6));
    }

    [TestMethod]
    public void ToNonNegative_NetworkWithAnActivationOfOnesOwn_ScoresAsTheSignedOne()
    {
        using var scope = NewDisposeScope();
        using var signed = TestNetworks.Signed(TestNetworks.PaddedCnn(new SquareLaw()));
        using var network = signed.ToNonNegative(SignalRange.Unit);
        using var withoutGradients = no_grad();
        var inputs = TestNetworks.Inputs(signed.Description, 8);
        var expected = signed.forward(inputs);

        Assert.AreEqual(2, network.Layers[1].Encoding.Rotation);
        Assert.IsLessThan(1e-4, network.SplitForward(inputs).sub(expected).abs().max().item<float>());
    }

    [TestMethod]
    public void ToNonNegative_OwnActivationWithoutUpperBound_ThrowsAndNamesTheLayer()
    {
        using var signed = SignedNetwork.Create(TestNetworks.Mlp(new SquareLaw(maximum: double.PositiveInfinity)), seed: 1);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => signed.ToNonNegative(SignalRange.Unit));

        StringAssert.Contains(error.Message, "The activation 'square law' of layer 1 (linear, 16 to 7, square law) has no upper bound");
    }

    /// <summary>min(z^2, 2) for z > 0, else 0: the photocurrent of an amplitude. Its derivative is the one that comes with the base class.</summary>
    private sealed class SquareLaw(string name = "square law", double minimum = 0, double maximum = 2, bool clamps = false) : Activation(name, minimum, maximum)
    {
        public override Tensor Apply(Tensor preActivation)
        {
            using var scope = NewDisposeScope();
            var amplitude = clamps ? preActivation.clamp(0, Math.Sqrt(Maximum)) : preActivation.relu();
            return (IsBounded ? amplitude.square().clamp(max: Maximum) : amplitude.square()).MoveToOuterDisposeScope();
        }
    }
}
