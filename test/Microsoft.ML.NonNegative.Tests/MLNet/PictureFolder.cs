using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>A folder of small PNG files of one colour each: the class is whether they are dark or bright.</summary>
internal sealed class PictureFolder : IDisposable
{
    public PictureFolder(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var image = MLImage.CreateFromPixels(6, 4, MLPixelFormat.Rgba32, Pixels(i));
            image.Save(PathOf(i));
            Rows.Add(new ImageRow { Path = NameOf(i), Name = i % 2 == 0 ? "dark" : "bright" });
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("images").FullName;

    public List<ImageRow> Rows { get; } = [];

    public static string NameOf(int index) => $"{index}.png";

    /// <summary>Red, green and blue of an image.</summary>
    public static (byte R, byte G, byte B) ColourOf(int index) => ((byte)(index % 2 * 100 + index), (byte)(index % 2 * 100 + 3), (byte)(2 * index));

    public string PathOf(int index) => Path.Combine(Folder, NameOf(index));

    public IDataView AsBytes(MLContext mlContext) => Keyed(mlContext, mlContext.Transforms.LoadRawImageBytes("Features", Folder, nameof(ImageRow.Path)));

    public IDataView AsImages(MLContext mlContext) => Keyed(mlContext, mlContext.Transforms.LoadImages("Features", Folder, nameof(ImageRow.Path)));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private IDataView Keyed(MLContext mlContext, IEstimator<ITransformer> loading)
    {
        var rows = mlContext.Data.LoadFromEnumerable(Rows);
        var keyed = mlContext.Transforms.Conversion.MapValueToKey("Label", nameof(ImageRow.Name)).Fit(rows).Transform(rows);
        return loading.Fit(keyed).Transform(keyed);
    }

    private static byte[] Pixels(int index)
    {
        var (r, g, b) = ColourOf(index);
        return [.. Enumerable.Range(0, 24).SelectMany(_ => new[] { r, g, b, (byte)255 })];
    }
}

internal sealed class ImageRow
{
    public string Path { get; set; } = "";

    public string Name { get; set; } = "";
}

internal sealed class DecodedRow
{
    [ImageType(4, 6)]
    public MLImage? Features { get; set; }

    public string Name { get; set; } = "";
}
