using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class EnumerableTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void LoadFromEnumerable_Members_BecomeColumnsOfTheirTypes()
    {
        var schema = _ml.Data.LoadFromEnumerable(new[] { new Everything() }).Schema;
        Assert.AreEqual(NumberDataViewType.Single, schema["Field"].Type);
        Assert.AreEqual(TextDataViewType.Instance, schema["Text"].Type);
        Assert.AreEqual(BooleanDataViewType.Instance, schema["Flag"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), schema["Fixed"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 2), schema["Image"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Int32), schema["Varying"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Double, 3), schema["Buffer"].Type);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 4), schema["Key"].Type);
        Assert.AreEqual(NumberDataViewType.UInt64, schema["Renamed"].Type);
        Assert.IsNull(schema.GetColumnOrNull("Original"));
        Assert.IsNull(schema.GetColumnOrNull("Ignored"));
        Assert.AreEqual(0, schema["Field"].Index, "fields come before properties");
    }

    [TestMethod]
    public void CreateEnumerable_OfLoaded_GivesTheValuesBack()
    {
        var source = new Everything
        {
            Field = 1.5f, Text = "text", Flag = true, Fixed = [1, 2], Image = [1, 2, 3, 4], Varying = [7, 8, 9],
            Buffer = new VBuffer<double>(3, 1, [5.0], [2]), Original = 42, Words = ["a", "b"], Memory = "m".AsMemory(),
        };
        var result = _ml.Data.CreateEnumerable<Everything>(_ml.Data.LoadFromEnumerable([source]), reuseRowObject: false).Single();
        Assert.AreEqual(1.5f, result.Field);
        Assert.AreEqual("text", result.Text);
        Assert.IsTrue(result.Flag);
        CollectionAssert.AreEqual(source.Fixed, result.Fixed);
        CollectionAssert.AreEqual(source.Image, result.Image);
        CollectionAssert.AreEqual(source.Varying, result.Varying);
        CollectionAssert.AreEqual(new[] { 0.0, 0.0, 5.0 }, result.Buffer.DenseValues().ToArray());
        Assert.AreEqual(42ul, result.Original);
        CollectionAssert.AreEqual(source.Words, result.Words);
        Assert.AreEqual("m", result.Memory.ToString());
    }

    [TestMethod]
    public void LoadFromEnumerable_NullText_IsEmpty() =>
        CollectionAssert.AreEqual(new[] { "" }, _ml.Data.LoadFromEnumerable(new[] { new Everything { Text = null! } }).Texts("Text"));

    [TestMethod]
    public void KeyMember_CountsFromZeroOnTheWayInAndFromOneOnTheWayOut()
    {
        var data = _ml.Data.LoadFromEnumerable(new uint[] { 0, 3, 4 }.Select(key => new Keyed { Key = key }));
        CollectionAssert.AreEqual(new uint[] { 1, 4, 0 }, data.Values<uint>("Key"));
        CollectionAssert.AreEqual(new uint[] { 1, 4, 0 }, _ml.Data.CreateEnumerable<Keyed>(data, false).Select(row => row.Key).ToArray());
    }

    [TestMethod]
    public void LoadFromEnumerable_DuplicateColumnName_Throws() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Duplicate>())).Message,
            "Duplicate column name 'A' detected");

    [TestMethod]
    public void LoadFromEnumerable_UnknownType_Throws() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Strange>())).Message,
            "Could not determine an IDataView type and registered custom types for member What");

    [TestMethod]
    public void LoadFromEnumerable_NullRow_ThrowsWhenItIsReached()
    {
        var data = _ml.Data.LoadFromEnumerable(new Keyed[] { new(), null! });
        Assert.ThrowsExactly<InvalidOperationException>(() => data.Values<uint>("Key"));
    }

    [TestMethod]
    public void LoadFromEnumerable_SchemaDefinition_ChangesTypesAndAddsAnnotations()
    {
        var definition = SchemaDefinition.Create(typeof(Features));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Values"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        var schema = _ml.Data.LoadFromEnumerable([new Features { Values = [1, 2] }], definition).Schema;
        Assert.AreEqual(2, ((VectorDataViewType)schema["Values"].Type).Size);
        Assert.IsTrue(schema["Values"].HasSlotNames());
        CollectionAssert.AreEqual(new[] { "x", "y" }, schema["Values"].SlotNames());
    }

    [TestMethod]
    public void LoadFromEnumerable_Schema_GivesTypesAndAnnotations()
    {
        var definition = SchemaDefinition.Create(typeof(Features));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        definition["Values"].AddAnnotation("SlotNames", new[] { "x", "y" }, new VectorDataViewType(TextDataViewType.Instance, 2));
        var schema = _ml.Data.LoadFromEnumerable([new Features { Values = [1, 2] }], definition).Schema;

        var again = _ml.Data.LoadFromEnumerable([new Features { Values = [3, 4] }], schema);
        CollectionAssert.AreEqual(new[] { "x", "y" }, again.Schema["Values"].SlotNames());
        CollectionAssert.AreEqual(new[] { 3f, 4f }, again.Vectors("Values").Single());
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.LoadFromEnumerable([new Keyed()], schema)).Message,
            "Type should contain a member named Values");
    }

    [TestMethod]
    public void CreateEnumerable_MissingColumn_ThrowsUnlessIgnored()
    {
        var data = _ml.Data.LoadFromEnumerable([new Keyed { Key = 1 }]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.CreateEnumerable<Features>(data, false));
        Assert.IsNull(_ml.Data.CreateEnumerable<Features>(data, false, ignoreMissingColumns: true).Single().Values);
    }

    [TestMethod]
    public void CreateEnumerable_TypeDoesNotFit_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new Features { Values = [1] }]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.CreateEnumerable<WrongFeatures>(data, false)).Message,
            "Can't bind the IDataView column 'Values' of type 'Vector<Single>' to field or property 'Values' of type 'System.Double[]'.");
    }

    [TestMethod]
    public void CreateEnumerable_ReuseRowObject_FillsOneObject()
    {
        var data = _ml.Data.LoadFromEnumerable(new uint[] { 0, 1 }.Select(key => new Keyed { Key = key }));
        var seen = new List<(Keyed Row, uint Key)>();
        foreach (var row in _ml.Data.CreateEnumerable<Keyed>(data, reuseRowObject: true))
            seen.Add((row, row.Key));
        Assert.AreSame(seen[0].Row, seen[1].Row);
        CollectionAssert.AreEqual(new uint[] { 1, 2 }, seen.Select(s => s.Key).ToArray());
    }

    public sealed class Everything
    {
#pragma warning disable CA1051 // ML.NET takes fields as columns, too.
        public float Field;
#pragma warning restore CA1051

        public string Text { get; set; } = "";

        public bool Flag { get; set; }

        [VectorType(2)]
        public float[] Fixed { get; set; } = [];

        [VectorType(2, 2)]
        public float[] Image { get; set; } = [];

        public int[] Varying { get; set; } = [];

        [VectorType(3)]
        public VBuffer<double> Buffer { get; set; }

        [KeyType(4)]
        public uint Key { get; set; }

        [ColumnName("Renamed")]
        public ulong Original { get; set; }

        [NoColumn]
        public object? Ignored { get; set; }

        public string[] Words { get; set; } = [];

        public ReadOnlyMemory<char> Memory { get; set; }
    }

    public sealed class Keyed
    {
        [KeyType(4)]
        public uint Key { get; set; }
    }

    public sealed class Features
    {
        public float[] Values { get; set; } = null!;
    }

    public sealed class WrongFeatures
    {
        public double[] Values { get; set; } = null!;
    }

    public sealed class Duplicate
    {
        public float A { get; set; }

        [ColumnName("A")]
        public float B { get; set; }
    }

    public sealed class Strange
    {
        public Uri? What { get; set; }
    }
}
