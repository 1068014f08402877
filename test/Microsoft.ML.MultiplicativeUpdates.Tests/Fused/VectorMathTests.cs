using Microsoft.ML.MultiplicativeUpdates.Fused;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Fused;

/// <summary>The functions of the kernels against those of the runtime in double precision, for every vector width.</summary>
[TestClass]
public sealed unsafe class VectorMathTests
{
    // Every 257th number: all exponents, eight million numbers of either sign.
    private const uint Stride = 257;

    [TestMethod]
    public void Tanh_OverTheWholeRange_IsWithin2e7OfItsValueAndNeverBeyond1()
    {
        Check<Lanes512>(VectorMath.Tanh, Math.Tanh, 2e-7, float.MaxValue, bound: 1);
        Check<Lanes256>(VectorMath.Tanh, Math.Tanh, 2e-7, float.MaxValue, bound: 1);
        Check<Lanes128>(VectorMath.Tanh, Math.Tanh, 2e-7, float.MaxValue, bound: 1);
    }

    [TestMethod]
    public void Exp_UpTo80_IsWithin3e7OfItsValue()
    {
        Check<Lanes512>(VectorMath.Exp, Math.Exp, 3e-7, 80);
        Check<Lanes256>(VectorMath.Exp, Math.Exp, 3e-7, 80);
        Check<Lanes128>(VectorMath.Exp, Math.Exp, 3e-7, 80);
    }

    [TestMethod]
    public void Exp2_UpTo100_IsWithin3e7OfItsValue()
    {
        Check<Lanes512>(VectorMath.Exp2, x => Math.Pow(2, x), 3e-7, 100);
        Check<Lanes256>(VectorMath.Exp2, x => Math.Pow(2, x), 3e-7, 100);
        Check<Lanes128>(VectorMath.Exp2, x => Math.Pow(2, x), 3e-7, 100);
    }

    [TestMethod]
    public void Tanh_SpecialNumbers_AreAsTheyShouldBe()
    {
        Special<Lanes512>();
        Special<Lanes256>();
        Special<Lanes128>();

        static void Special<V>()
            where V : struct, ILanes<V>
        {
            if (!V.IsSupported)
                return;
            Assert.AreEqual(float.NaN, Of<V>(VectorMath.Tanh, float.NaN));
            Assert.AreEqual(1f, Of<V>(VectorMath.Tanh, float.PositiveInfinity));
            Assert.AreEqual(-1f, Of<V>(VectorMath.Tanh, float.NegativeInfinity));
            Assert.AreEqual(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(Of<V>(VectorMath.Tanh, -0f)));
            Assert.AreEqual(float.Epsilon, Of<V>(VectorMath.Tanh, float.Epsilon));
            Assert.AreEqual(float.MaxValue, Of<V>(VectorMath.Finite, float.PositiveInfinity));
            Assert.AreEqual(float.MinValue, Of<V>(VectorMath.Finite, float.NegativeInfinity));
            Assert.AreEqual(float.NaN, Of<V>(VectorMath.Finite, float.NaN));
        }
    }

    private static float Of<V>(Func<V, V> function, float value)
        where V : struct, ILanes<V>
    {
        var result = stackalloc float[16];
        V.Store(function(V.All(value)), result);
        return result[0];
    }

    private static void Check<V>(Func<V, V> function, Func<double, double> exact, double tolerance, float largest, double bound = double.MaxValue)
        where V : struct, ILanes<V>
    {
        if (!V.IsSupported)
            return;
        var bits = stackalloc float[16];
        var results = stackalloc float[16];
        var (worst, at) = (0.0, 0f);
        for (uint first = 0; BitConverter.UInt32BitsToSingle(first) <= largest; first += Stride * (uint)V.Width)
        {
            for (var lane = 0u; lane < V.Width; lane++)
            {
                var magnitude = Math.Min(BitConverter.UInt32BitsToSingle(first + lane * Stride), largest);
                bits[lane] = float.IsFinite(magnitude) ? lane % 2 == 0 ? magnitude : -magnitude : largest;
            }
            V.Store(function(V.Load(bits)), results);
            for (var lane = 0; lane < V.Width; lane++)
            {
                var expected = exact(bits[lane]);
                // The smallest numbers have fewer digits.
                var error = Math.Abs(results[lane] - expected) / Math.Max(Math.Abs(expected), 1.17549435e-38);
                if (Math.Abs(results[lane]) > bound)
                    error = double.PositiveInfinity;
                if (!(error <= worst))
                    (worst, at) = (error, bits[lane]);
            }
        }

        Assert.IsLessThanOrEqualTo(tolerance, worst, $"{typeof(V).Name} at {at:R}");
        Console.WriteLine($"{typeof(V).Name}: {worst:E2} at {at:R}");
    }
}
