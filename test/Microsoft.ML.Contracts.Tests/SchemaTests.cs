using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class SchemaTests
{
    [TestMethod]
    public void Builder_SameNameTwice_HidesTheFirst()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("A", NumberDataViewType.Single);
        builder.AddColumn("B", TextDataViewType.Instance);
        builder.AddColumn("A", NumberDataViewType.Double);
        var schema = builder.ToSchema();

        CollectionAssert.AreEqual(new[] { true, false, false }, schema.Select(c => c.IsHidden).ToArray());
        Assert.AreEqual(2, schema["A"].Index);
        Assert.AreEqual(NumberDataViewType.Double, schema["A"].Type);
    }

    [TestMethod]
    public void Item_UnknownName_Throws()
    {
        var schema = new DataViewSchema.Builder().ToSchema();
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema["X"]);
        StringAssert.Contains(exception.Message, "Column 'X' not found");
        Assert.IsNull(schema.GetColumnOrNull("X"));
        Assert.ThrowsExactly<ArgumentNullException>(() => schema.GetColumnOrNull(""));
    }

    [TestMethod]
    public void Transform_OutputNameExists_PutsTheNewColumnBehindTheHiddenOne()
    {
        var ml = new MLContext();
        var data = ml.Data.LoadFromEnumerable([new Pair { A = 1, B = 2 }]);
        var result = ml.Transforms.CopyColumns("A", "B").Fit(data).Transform(data);

        CollectionAssert.AreEqual(new[] { "A", "A", "B" }, result.Schema.Select(c => c.Name).ToArray());
        Assert.IsTrue(result.Schema[0].IsHidden);
        Assert.AreEqual(1, result.Schema["A"].Index);
        CollectionAssert.AreEqual(new[] { 2f }, result.Values<float>("A"));
    }

    [TestMethod]
    public void Annotations_OfAnotherType_Throw()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Kind", NumberDataViewType.Single, 1.5f);
        var annotations = builder.ToAnnotations();

        var value = 0f;
        annotations.GetValue("Kind", ref value);
        Assert.AreEqual(1.5f, value);
        var wrong = 0.0;
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Kind", ref wrong));
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Other", ref value));
        Assert.ThrowsExactly<ArgumentException>(() => builder.AddPrimitiveValue("Kind", NumberDataViewType.Single, 1.5));
    }

    [TestMethod]
    public void KeyType_OfSameRawTypeAndCount_IsEqual()
    {
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), new KeyDataViewType(typeof(uint), 3ul));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 3), new KeyDataViewType(typeof(uint), 4));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 3), new KeyDataViewType(typeof(byte), 3));
        Assert.AreEqual("Key<UInt32, 0-2>", new KeyDataViewType(typeof(uint), 3).ToString());
    }

    [TestMethod]
    public void KeyType_Impossible_Throws()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(int), 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(uint), 0ul));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(typeof(byte), 256));
    }

    [TestMethod]
    public void VectorType_Dimensions_MultiplyToTheSize()
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, 2, 3);
        Assert.AreEqual(6, type.Size);
        Assert.AreEqual(typeof(VBuffer<float>), type.RawType);
        Assert.AreEqual("Vector<Single, 2, 3>", type.ToString());
        Assert.AreNotEqual(type, new VectorDataViewType(NumberDataViewType.Single, 6));
        Assert.IsFalse(new VectorDataViewType(NumberDataViewType.Single).IsKnownSize);
        Assert.AreEqual("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
    }

    [TestMethod]
    public void Concatenate_ScalarsAndVector_NamesSlotsByColumn()
    {
        var ml = new MLContext();
        var data = ml.Data.LoadFromEnumerable([new Pair { A = 1, B = 2 }]);
        var result = ml.Transforms.Concatenate("V", "A", "B").Append(ml.Transforms.Concatenate("W", "B", "V")).Fit(data).Transform(data);

        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), result.Schema["W"].Type);
        CollectionAssert.AreEqual(new[] { 2f, 1f, 2f }, result.Vectors("W").Single());
        CollectionAssert.AreEqual(new[] { "A", "B" }, result.Schema["V"].SlotNames());
        CollectionAssert.AreEqual(new[] { "B", "V.A", "V.B" }, result.Schema["W"].SlotNames());
    }

    [TestMethod]
    public void Fit_MissingInputColumn_ThrowsBeforeAnyTraining()
    {
        var ml = new MLContext();
        var data = ml.Data.LoadFromEnumerable([new Pair { A = 1, B = 2 }]);
        var mean = new MeanEstimator(ml, "A");
        var exception = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => mean.Append(ml.Transforms.CopyColumns("C", "Nowhere")).Fit(data));
        StringAssert.Contains(exception.Message, "Could not find input column 'Nowhere'");
        Assert.AreEqual(0, mean.Fits);
    }

    private sealed class Pair
    {
        public float A { get; set; }

        public float B { get; set; }
    }
}
