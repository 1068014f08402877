namespace Microsoft.ML.NonNegative.Tests.Training.Data;

/// <summary>What sources in memory and in a file have in common.</summary>
[TestClass]
public sealed class StoredSourceTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stored").FullName;

    public static IEnumerable<object[]> Kinds => from kind in new[] { DataStorage.Memory, DataStorage.File } from areBytes in new[] { false, true } select new object[] { kind, areBytes };

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Load_AnyExample_GivesItsValues(DataStorage storage, bool areBytes)
    {
        // More than one block of the file, and more than one chunk of memory where the values are numbers.
        const int Size = 3000;
        using var source = Filled(storage, 2100, Size, areBytes);

        foreach (var index in new long[] { 0, 2099, 1050, 1, 1398, 1399, 349, 350 })
            CollectionAssert.AreEqual(TestExamples.ValuesOf(index, Size, areBytes), TestExamples.Loaded(source, new Example(index, 0)));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Load_FromManyThreads_GivesEachItsValues(DataStorage storage, bool areBytes)
    {
        using var source = Filled(storage, 300, 17, areBytes);

        Parallel.For(0, 3000, i => CollectionAssert.AreEqual(TestExamples.ValuesOf(i % 300, 17, areBytes), TestExamples.Loaded(source, new Example(i % 300, 0))));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void InOrder_GivesIndicesAndLabelsInTheOrderOfTheData(DataStorage storage, bool areBytes)
    {
        using var source = Filled(storage, 10, 2, areBytes);

        CollectionAssert.AreEqual(Enumerable.Range(0, 10).Select(i => new Example(i, TestExamples.LabelOf(i))).ToList(), source.InOrder().ToList());
        CollectionAssert.AreEqual(source.InOrder().ToList(), source.Labels().ToList());
        CollectionAssert.AreEqual(new long[] { 4, 3, 3 }, source.ClassCounts.ToList());
        Assert.AreEqual(10, source.Count);
        Assert.AreEqual(areBytes, source.AreBytes);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Shuffled_CoversEachOnceAndFollowsFromTheSeed(DataStorage storage, bool areBytes)
    {
        using var source = Filled(storage, 200, 2, areBytes);
        var order = TestExamples.Indices(source.Shuffled(1));

        CollectionAssert.AreEquivalent(TestExamples.Indices(source.InOrder()), order);
        CollectionAssert.AreNotEqual(TestExamples.Indices(source.InOrder()), order);
        CollectionAssert.AreEqual(order, TestExamples.Indices(source.Shuffled(1)));
        CollectionAssert.AreNotEqual(order, TestExamples.Indices(source.Shuffled(2)));
        Assert.IsTrue(source.Shuffled(1).All(example => example.Label == TestExamples.LabelOf(example.Index)));
    }

    [TestMethod]
    public void Add_RowOfOtherLength_SaysBoth()
    {
        using var source = new MemorySource(new ValueLayout(3, AreBytes: false), 2);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => source.Add(0, new float[4])).Message, "12 bytes, but 16 were given");
    }

    [TestMethod]
    public void Add_LabelWithoutClass_SaysWhich()
    {
        using var source = new MemorySource(new ValueLayout(1, AreBytes: false), 2);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => source.Add(2, [1f])).Message, "label of example 0 is 2, but there are 2 classes");
    }

    [TestMethod]
    public void InOrder_BeforeComplete_Throws()
    {
        using var source = new MemorySource(new ValueLayout(1, AreBytes: false), 2);
        source.Add(0, [1f]);

        Assert.ThrowsExactly<InvalidOperationException>(source.InOrder);
        Assert.ThrowsExactly<InvalidOperationException>(() => source.Shuffled(0));
        Assert.ThrowsExactly<InvalidOperationException>(() => source.Count);
    }

    [TestMethod]
    public void Add_AfterComplete_Throws()
    {
        using var source = TestExamples.InMemory(2);

        Assert.ThrowsExactly<InvalidOperationException>(() => source.Add(0, new float[4]));
    }

    private ExampleSource Filled(DataStorage storage, int count, int size, bool areBytes) => storage == DataStorage.Memory
        ? TestExamples.InMemory(count, size, areBytes)
        : TestExamples.Fill(new FileSource(new ValueLayout(size, areBytes), TestExamples.Classes, _folder), count);
}
