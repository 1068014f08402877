using NonNegML.Samples.Charts;

namespace OptimizationLandscapes.Tests.Charts;

[TestClass]
public sealed class AxisTickTests
{
    [TestMethod]
    [DataRow(0.0, 10.0, "0 2 4 6 8 10")]
    [DataRow(0.0, 1.0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [DataRow(-4.0, 4.0, "-4 -2 0 2 4")]
    [DataRow(0.03, 0.072, "0.03 0.04 0.05 0.06 0.07")]
    [DataRow(-0.3, 0.3, "-0.2 0.0 0.2")]
    [DataRow(0.0, 5e6, "0e+0 1e+6 2e+6 3e+6 4e+6 5e+6")]
    [DataRow(0.0, 1e-5, "0e+0 2e-6 4e-6 6e-6 8e-6 1e-5")]
    public void Linear_ARange_IsMarkedAtRoundValues(double minimum, double maximum, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', AxisTick.Linear(minimum, maximum).Select(tick => tick.Label)));

    [TestMethod]
    [DataRow(1.0, 1000.0, "1 10 100 1000")]
    [DataRow(0.01, 1.0, "0.01 0.02 0.05 0.1 0.2 0.5 1")]
    [DataRow(1e-6, 1.0, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1")]
    [DataRow(1e-20, 1.0, "10⁻²⁰ 10⁻¹⁷ 10⁻¹⁴ 10⁻¹¹ 10⁻⁸ 10⁻⁵ 10⁻²")]
    [DataRow(1e5, 1e6, "10⁵ 2·10⁵ 5·10⁵ 10⁶")]
    public void Logarithmic_ARange_IsMarkedAtPowersOfTen(double minimum, double maximum, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', AxisTick.Logarithmic(minimum, maximum).Select(tick => tick.Label)));
}
