using Microsoft.ML;
using Microsoft.ML.Data;

namespace NonNegML.Samples.ImageClassification;

/// <summary>Where the images come from.</summary>
internal static class DataSource
{
    /// <summary>The name of the built-in generator.</summary>
    public const string Generated = "generated";

    /// <summary>The images that the options ask for.</summary>
    public static (LabeledImages Train, LabeledImages Test) Read(SampleOptions options)
    {
        var (train, test) = options.Data == Generated ? GeneratedImages.Create(options.Seed) : IdxReader.Read(options.Data);
        return (train.Take(options.TrainLimit), test.Take(options.TestLimit));
    }

    /// <summary>The images as ML.NET sees them: the columns Pixels and Label (text).</summary>
    public static IDataView ToDataView(MLContext mlContext, LabeledImages images)
    {
        var schema = SchemaDefinition.Create(typeof(ImageRow));
        schema[nameof(ImageRow.Pixels)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, images.PixelsPerImage);
        return mlContext.Data.LoadFromEnumerable(Rows(images), schema);
    }

    /// <summary>One image as an input of the model.</summary>
    public static ImageRow Row(LabeledImages images, int index) =>
        new() { Pixels = images.Image(index).ToArray(), Label = images.ClassNames[images.Labels[index]] };

    private static IEnumerable<ImageRow> Rows(LabeledImages images) => Enumerable.Range(0, images.Count).Select(i => Row(images, i));
}

/// <summary>An input row.</summary>
public sealed class ImageRow
{
    /// <summary>Grey values from 0 to 1, row after row.</summary>
    public float[] Pixels { get; set; } = [];

    /// <summary>The class in words.</summary>
    public string Label { get; set; } = "";
}

/// <summary>A prediction.</summary>
public sealed class ImagePrediction
{
    /// <summary>The class in words.</summary>
    public string PredictedClass { get; set; } = "";

    /// <summary>The probability of each class.</summary>
    public float[] Score { get; set; } = [];
}
