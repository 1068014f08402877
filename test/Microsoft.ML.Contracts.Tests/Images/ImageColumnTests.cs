using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Contracts.Tests.Images;

/// <summary>Images as columns: the type, and members of users' classes.</summary>
[TestClass]
public class ImageColumnTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ImageDataViewType_IsEqualBySize()
    {
        Assert.IsTrue(new ImageDataViewType(2, 3).Equals(new ImageDataViewType(2, 3)));
        Assert.IsFalse(new ImageDataViewType(2, 3).Equals(new ImageDataViewType(3, 2)));
        Assert.IsFalse(new ImageDataViewType(2, 3).Equals(new ImageDataViewType()));
        Assert.IsFalse(new ImageDataViewType(2, 3).Equals(TextDataViewType.Instance));
        Assert.AreEqual(new ImageDataViewType(2, 3).GetHashCode(), new ImageDataViewType(2, 3).GetHashCode());
        Assert.AreEqual("Image<2, 3>", new ImageDataViewType(2, 3).ToString());
        Assert.AreEqual("Image", new ImageDataViewType().ToString());
        Assert.AreEqual(typeof(MLImage), new ImageDataViewType().RawType);
        Assert.AreEqual((2, 3), (new ImageDataViewType(2, 3).Height, new ImageDataViewType(2, 3).Width));
    }

    [TestMethod]
    public void Sizes_NotPositiveOrTooLarge_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageDataViewType(0, 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageDataViewType(3, -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageDataViewType(1 << 16, 1 << 16));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageTypeAttribute(0, 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ImageTypeAttribute(3, 0));
    }

    [TestMethod]
    public void ImageTypeAttribute_IsEqualBySize()
    {
        Assert.IsTrue(new ImageTypeAttribute(2, 3).Equals((DataViewTypeAttribute)new ImageTypeAttribute(2, 3)));
        Assert.IsFalse(new ImageTypeAttribute(2, 3).Equals((DataViewTypeAttribute)new ImageTypeAttribute()));
        Assert.AreEqual(new ImageTypeAttribute(2, 3).GetHashCode(), new ImageTypeAttribute(2, 3).GetHashCode());
    }

    [TestMethod]
    public void LoadFromEnumerable_ImageMembers_BecomeColumnsOfTheirSizes()
    {
        using var image = ImageAssert.Gradient(3, 2);
        var data = _ml.Data.LoadFromEnumerable([new Sized { Name = "a", Image = image }]);
        Assert.IsTrue(data.Schema["Image"].Type.Equals(new ImageDataViewType(2, 3)));
        Assert.AreSame(image, data.Values<MLImage>("Image").Single());
    }

    [TestMethod]
    public void LoadFromEnumerable_ImageMemberWithoutSizeOrAttribute_IsRefused()
    {
        Assert.AreEqual("height", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Unsized>())).ParamName);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Bare>()));
    }

    [TestMethod]
    public void CreateEnumerable_ImageColumn_GivesTheImagesBack()
    {
        using var first = ImageAssert.Gradient(3, 2);
        using var second = ImageAssert.Gradient(1, 1);
        var data = _ml.Data.LoadFromEnumerable([new Sized { Image = first }, new Sized { Image = second }, new Sized()]);
        var rows = _ml.Data.CreateEnumerable<OtherSize>(data, reuseRowObject: false).ToArray();
        Assert.AreSame(first, rows[0].Image);
        Assert.AreSame(second, rows[1].Image, "the size of a type binds no image");
        Assert.IsNull(rows[2].Image);
    }

    [TestMethod]
    public void CreateEnumerable_MemberOfAnotherType_IsRefused()
    {
        var data = _ml.Data.LoadFromEnumerable(Array.Empty<Sized>());
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.CreateEnumerable<Text>(data, false).Count());
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.CreateEnumerable<NameAsImage>(data, false).Count());
    }

    [TestMethod]
    public void PredictionEngine_ImageInAndOut_PassesIt()
    {
        var model = _ml.Transforms.CopyColumns("Copy", "Image").Fit(_ml.Data.LoadFromEnumerable(Array.Empty<Sized>()));
        using var engine = _ml.Model.CreatePredictionEngine<Sized, Copied>(model);
        using var image = ImageAssert.Gradient(3, 2);
        Assert.AreSame(image, engine.Predict(new Sized { Image = image }).Copy);
        Assert.AreEqual(3, image.Width, "still alive");
    }

    [TestMethod]
    public void CacheAndShuffleRows_LeaveImagesOut()
    {
        using var image = ImageAssert.Gradient(3, 2);
        var data = _ml.Data.LoadFromEnumerable([new Sized { Name = "a", Image = image }, new Sized { Name = "a", Image = image }]);
        foreach (var view in new[] { _ml.Data.Cache(data), _ml.Data.Cache(data, "Name"), _ml.Data.ShuffleRows(data) })
        {
            CollectionAssert.AreEqual(new[] { "Name" }, view.Schema.Select(column => column.Name).ToArray());
            CollectionAssert.AreEqual(new[] { "a", "a" }, view.Texts("Name"));
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.Cache(data, "Image"));
    }

    [TestMethod]
    public void TakeRowsAndTrainTestSplit_KeepImages()
    {
        using var image = ImageAssert.Gradient(3, 2);
        var data = _ml.Data.LoadFromEnumerable(Enumerable.Repeat(new Sized { Image = image }, 40));
        Assert.AreSame(image, _ml.Data.TakeRows(data, 1).Values<MLImage>("Image").Single());
        Assert.AreSame(image, _ml.Data.TrainTestSplit(data, 0.5).TestSet.Values<MLImage>("Image")[0]);
    }

    private sealed class Sized
    {
        [ImageType(2, 3)]
        public MLImage? Image { get; set; }

        public string Name { get; set; } = "";
    }

    private sealed class Unsized
    {
        [ImageType]
        public MLImage? Image { get; set; }
    }

    private sealed class OtherSize
    {
        [ImageType(7, 7)]
        public MLImage? Image { get; set; }
    }

    private sealed class Bare
    {
        public MLImage? Image { get; set; }
    }

    private sealed class Copied
    {
        [ImageType(2, 3)]
        public MLImage? Copy { get; set; }
    }

    private sealed class Text
    {
        public string Image { get; set; } = "";
    }

    private sealed class NameAsImage
    {
        [ImageType(2, 3)]
        public MLImage? Name { get; set; }
    }
}
