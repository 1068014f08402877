using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests.Images;

[TestClass]
public sealed class LoadRawImageBytesTests : IDisposable
{
    private readonly MLContext _ml = new();
    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Transform_GivesTheBytesOfTheFiles()
    {
        var png = File.ReadAllBytes(_folder.Add("a.png", 50, 30));
        byte[] other = [.. Enumerable.Range(0, 9000).Select(i => (byte)(i * 7))]; // what it holds is nobody's business
        _folder.Add("b.bin", other);
        _folder.Add("empty", []);
        var view = Estimator.Fit(Rows()).Transform(Rows("a.png", "b.bin", "empty", "", null, "a.png"));
        var found = view.Values<VBuffer<byte>>("Bytes").Select(bytes => bytes.DenseValues().ToArray()).ToArray();
        CollectionAssert.AreEqual(png, found[0]);
        CollectionAssert.AreEqual(other, found[1]);
        Assert.IsEmpty(found[2]);
        Assert.IsEmpty(found[3], "no path, no bytes");
        Assert.IsEmpty(found[4]);
        CollectionAssert.AreEqual(png, found[5]);
    }

    [TestMethod]
    public void Getter_BufferUsedAgain_HasTheLengthOfTheFile()
    {
        _folder.Add("long", [1, 2, 3, 4, 5]);
        _folder.Add("short", [9, 8]);
        var rows = _ml.Data.CreateEnumerable<Loaded>(Estimator.Fit(Rows()).Transform(Rows("long", "short", "long")), reuseRowObject: true);
        CollectionAssert.AreEqual(new[] { "12345", "98", "12345" }, rows.Select(row => string.Concat(row.Bytes)).ToArray());
    }

    [TestMethod]
    public void Schema_Output_IsAVectorOfBytesOfUnknownSize()
    {
        var type = (VectorDataViewType)Estimator.Fit(Rows()).GetOutputSchema(Rows().Schema)["Bytes"].Type;
        Assert.AreEqual(NumberDataViewType.Byte, type.ItemType);
        Assert.IsFalse(type.IsKnownSize);
        var shape = Estimator.GetOutputSchema(new SchemaShape([Internals.NewColumn("Path", SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, false, null)]));
        var bytes = shape.Single(column => column.Name == "Bytes");
        Assert.AreEqual(SchemaShape.Column.VectorKind.VariableVector, bytes.Kind);
        Assert.AreEqual(NumberDataViewType.Byte, bytes.ItemType);
    }

    [TestMethod]
    public void GetOutputSchema_VectorOfText_Throws()
    {
        var shape = new SchemaShape([Internals.NewColumn("Path", SchemaShape.Column.VectorKind.Vector, TextDataViewType.Instance, false, null)]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Estimator.GetOutputSchema(shape));
    }

    [TestMethod]
    public void Transform_MissingFile_Throws()
    {
        // Where rows are read ahead on other threads, their exceptions come wrapped.
        var thrown = Assert.Throws<Exception>(() => Estimator.Fit(Rows()).Transform(Rows("missing")).Values<VBuffer<byte>>("Bytes"));
        Assert.IsInstanceOfType<FileNotFoundException>(thrown is InvalidOperationException ? thrown.InnerException : thrown);
    }

    [TestMethod]
    public void CacheAndShuffleRows_KeepTheBytes()
    {
        _folder.Add("a", [1, 2, 3]);
        var view = Estimator.Fit(Rows()).Transform(Rows("a", "a"));
        foreach (var kept in new[] { _ml.Data.Cache(view), _ml.Data.ShuffleRows(view) })
            CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, kept.Values<VBuffer<byte>>("Bytes")[1].DenseValues().ToArray());
    }

    [TestMethod]
    public void Load_SavedChain_GivesTheBytesAlike()
    {
        _folder.Add("a", [1, 2, 3]);
        var model = Estimator.Append(_ml.Transforms.CopyColumns("Copy", "Bytes")).Fit(Rows());
        var loaded = new MLContext().Model.Load(ModelFileTests.Save(model, Rows().Schema), out _);
        using var engine = _ml.Model.CreatePredictionEngine<Row, Loaded>(loaded);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, engine.Predict(new Row { Path = "a" }).Bytes);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, loaded.Transform(Rows("a")).Values<VBuffer<byte>>("Copy").Single().DenseValues().ToArray());
    }

    private ImageLoadingEstimator Estimator => _ml.Transforms.LoadRawImageBytes("Bytes", _folder.FullName, "Path");

    private IDataView Rows(params string?[] paths) => _ml.Data.LoadFromEnumerable(paths.Select(path => new Row { Path = path! }));

    private sealed class Row
    {
        public string Path { get; set; } = "";
    }

    private sealed class Loaded
    {
        public byte[] Bytes { get; set; } = [];
    }
}
