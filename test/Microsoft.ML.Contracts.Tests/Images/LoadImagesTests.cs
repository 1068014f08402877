using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Contracts.Tests.Images;

[TestClass]
public sealed class LoadImagesTests : IDisposable
{
    private readonly MLContext _ml = new();
    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Transform_FilesOfSeveralSizes_GivesTheImages()
    {
        _folder.Add("a.png", 5, 3);
        _folder.Add("b.jpg", 16, 8);
        var view = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(Rows()).Transform(Rows("a.png", "b.jpg"));
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        MLImage image = null!;

        Assert.IsTrue(cursor.MoveNext());
        getter(ref image);
        image.HasSize(5, 3);
        Assert.AreEqual(_folder.PathOf("a.png"), image.Tag, "the tag is the path");

        Assert.IsTrue(cursor.MoveNext());
        getter(ref image);
        image.HasSize(16, 8);
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void Getter_DisposesOfTheImageThatItIsHandedBackAndOfTheLastOneWithTheCursor()
    {
        _folder.Add("a.png", 2, 2);
        var view = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(Rows()).Transform(Rows("a.png", "a.png"));
        MLImage image = null!;
        MLImage first, last;
        using (var cursor = view.GetRowCursor(view.Schema))
        {
            var getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
            cursor.MoveNext();
            getter(ref image);
            first = image;
            cursor.MoveNext();
            getter(ref image);
            last = image;
            Assert.ThrowsExactly<InvalidOperationException>(() => first.Width);
            Assert.AreEqual(2, last.Width);
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => last.Width);
    }

    [TestMethod]
    public void Transform_EmptyPath_GivesNoImage()
    {
        var view = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(Rows()).Transform(Rows("", null));
        CollectionAssert.AreEqual(new MLImage?[] { null, null }, view.Values<MLImage>("Image"));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void Transform_NoFolder_TakesPathsAsTheyAre(string? folder)
    {
        var path = _folder.Add("a.png", 2, 2);
        var transformer = _ml.Transforms.LoadImages("Image", folder!, "Path").Fit(Rows());
        Assert.IsNull(transformer.ImageFolder);
        Assert.HasCount(1, transformer.Transform(Rows(path)).Values<MLImage>("Image"));
    }

    [TestMethod]
    public void Transform_AbsolutePath_LeavesTheFolderOut()
    {
        var path = _folder.Add("a.png", 2, 2);
        using var elsewhere = new ImageFolder();
        var transformer = _ml.Transforms.LoadImages("Image", elsewhere.FullName, "Path").Fit(Rows());
        Assert.AreEqual(elsewhere.FullName, transformer.ImageFolder);
        Assert.HasCount(1, transformer.Transform(Rows(path)).Values<MLImage>("Image"));
    }

    [TestMethod]
    public void Create_FolderThatIsNotThere_Throws() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.LoadImages("Image", _folder.PathOf("missing"), "Path")).Message, "missing");

    [TestMethod]
    public void Transform_MissingFile_ThrowsAtTheRow()
    {
        var view = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(Rows()).Transform(Rows("missing.png"));
        Assert.ThrowsExactly<FileNotFoundException>(() => view.Values<MLImage>("Image"));
        CollectionAssert.AreEqual(new[] { "missing.png" }, view.Texts("Path"), "nothing is read for other columns");
    }

    [TestMethod]
    public void Transform_FileThatIsNoImage_Throws()
    {
        _folder.Add("a.png", "no image"u8.ToArray());
        var view = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(Rows()).Transform(Rows("a.png"));
        Assert.AreEqual("imageStream", Assert.ThrowsExactly<ArgumentException>(() => view.Values<MLImage>("Image")).ParamName);
    }

    [TestMethod]
    public void Schema_Output_IsAnImageOfUnknownSize()
    {
        var estimator = _ml.Transforms.LoadImages("Path", null!);
        Assert.IsTrue(estimator.Fit(Rows()).Transform(Rows()).Schema["Path"].Type.Equals(new ImageDataViewType()), "the input column's name is the output's, unless given");
        var shape = estimator.GetOutputSchema(Shape(NumberDataViewType.Single, TextDataViewType.Instance)).Single(column => column.Name == "Path");
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, shape.Kind);
        Assert.IsInstanceOfType<ImageDataViewType>(shape.ItemType);
        Assert.IsFalse(shape.IsKey);
    }

    [TestMethod]
    public void Fit_ColumnThatIsMissingOrNoText_Throws()
    {
        var estimator = _ml.Transforms.LoadImages("Image", null!, "Number");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.Fit(Rows())).Message, "expected String, got Single");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => estimator.GetOutputSchema(Shape(NumberDataViewType.Single, TextDataViewType.Instance))).Message,
            "expected String, got Single");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.LoadImages("Image", null!, "Missing").Fit(Rows()));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.LoadImages("Image", null!, "Missing").GetOutputSchema(Shape(NumberDataViewType.Single, TextDataViewType.Instance)));
    }

    [TestMethod]
    public void ImageMember_OfAColumnOfUnknownSize_IsRefused()
    {
        _folder.Add("a.png", 5, 3);
        var transformer = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Fit(Rows());
        Assert.ThrowsExactly<NotImplementedException>(() => _ml.Data.CreateEnumerable<Loaded>(transformer.Transform(Rows("a.png")), reuseRowObject: false).Count());
        Assert.ThrowsExactly<NotImplementedException>(() => _ml.Model.CreatePredictionEngine<Row, Loaded>(transformer));
    }

    [TestMethod]
    public void Load_SavedChain_LoadsImagesAlike()
    {
        _folder.Add("a.png", 5, 3);
        var model = _ml.Transforms.LoadImages("Image", _folder.FullName, "Path").Append(_ml.Transforms.CopyColumns("Copy", "Image")).Fit(Rows());
        var loaded = (TransformerChain<ITransformer>)new MLContext().Model.Load(ModelFileTests.Save(model, Rows().Schema), out var schema);
        Assert.AreEqual(TextDataViewType.Instance, schema["Path"].Type);
        Assert.AreEqual(_folder.FullName, ((ImageLoadingTransformer)loaded.First()).ImageFolder);
        var view = loaded.Transform(Rows("a.png"));
        using var cursor = view.GetRowCursor(view.Schema);
        MLImage image = null!;
        Assert.IsTrue(cursor.MoveNext());
        cursor.GetGetter<MLImage>(view.Schema["Copy"])(ref image);
        image.HasSize(5, 3);
    }

    private static SchemaShape Shape(DataViewType number, DataViewType path) => new([
        Internals.NewColumn("Number", SchemaShape.Column.VectorKind.Scalar, number, false, null),
        Internals.NewColumn("Path", SchemaShape.Column.VectorKind.Scalar, path, false, null)]);

    private IDataView Rows(params string?[] paths) => _ml.Data.LoadFromEnumerable(paths.Select(path => new Row { Path = path! }));

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public float Number { get; set; }
    }

    private sealed class Loaded
    {
        [ImageType(1, 1)]
        public MLImage? Image { get; set; }
    }
}
