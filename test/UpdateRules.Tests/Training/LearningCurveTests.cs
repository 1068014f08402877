using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests.Training;

[TestClass]
public sealed class LearningCurveTests
{
    [TestMethod]
    [DataRow(3, 6, new[] { 1.5, 3.5, 5.5 })]
    [DataRow(2, 5, new[] { 1.5, 4.0 })]
    [DataRow(30, 2, new[] { 1.0, 2.0 })]
    public void Points_LossesOneToN_AreTheMeansOfThePieces(int points, int steps, double[] expected)
    {
        var curve = new LearningCurve(points, steps);
        for (var step = 1; step <= steps; step++)
            curve.Add(step);

        CollectionAssert.AreEqual(expected, curve.Points.ToArray());
    }
}
