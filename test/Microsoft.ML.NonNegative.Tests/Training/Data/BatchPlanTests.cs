namespace Microsoft.ML.NonNegative.Tests.Training.Data;

[TestClass]
public sealed class BatchPlanTests
{
    [TestMethod]
    [DataRow(10L, 5, 1, new[] { 5, 5 })]
    [DataRow(11L, 5, 1, new[] { 5, 5, 1 })]
    [DataRow(11L, 5, 2, new[] { 5, 6 })]
    [DataRow(12L, 5, 2, new[] { 5, 5, 2 })]
    [DataRow(3L, 5, 1, new[] { 3 })]
    [DataRow(1L, 5, 2, new[] { 1 })]
    [DataRow(19L, 10, 10, new[] { 19 })]
    [DataRow(0L, 5, 1, new int[0])]
    public void SizeOf_EachStep_IsAsAskedAndTheRestJoinsWhereItIsTooSmall(long count, int batchSize, int minBatchSize, int[] expected)
    {
        var plan = new BatchPlan(count, batchSize, minBatchSize);

        CollectionAssert.AreEqual(expected, Enumerable.Range(0, plan.Steps).Select(plan.SizeOf).ToList());
        Assert.AreEqual(expected.DefaultIfEmpty().Max(), plan.LargestSize);
        Assert.AreEqual(count, plan.StartOf(plan.Steps));
        for (var step = 0; step < plan.Steps; step++)
            Assert.AreEqual(expected.Take(step).Sum(), plan.StartOf(step));
    }

    [TestMethod]
    public void SizeOf_StepBeyondTheLast_Throws()
    {
        var plan = new BatchPlan(10, 5, 1);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => plan.SizeOf(2));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => plan.SizeOf(-1));
    }

    [TestMethod]
    [DataRow(-1L, 1, 1)]
    [DataRow(1L, 0, 1)]
    [DataRow(1L, 1, 0)]
    public void Constructor_SizesThatAreNone_Throws(long count, int batchSize, int minBatchSize) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new BatchPlan(count, batchSize, minBatchSize));
}
