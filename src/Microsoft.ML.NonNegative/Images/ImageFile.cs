namespace Microsoft.ML.NonNegative;

/// <summary>An image file and its class: a row of the data, as ML.NET sees it.</summary>
/// <remarks>
/// <see cref="ImageFolder"/> makes a list of these, for <c>mlContext.Data.LoadFromEnumerable</c>. It is also the input of a <c>PredictionEngine</c> whose model was trained on such
/// rows; <see cref="Label"/> may stay empty there.
/// </remarks>
public sealed class ImageFile
{
    /// <summary>The file: a full path, or the path from <see cref="ImageFolder.Root"/> on, with '/' on every system.</summary>
    /// <value>Default: empty.</value>
    public string ImagePath { get; set; } = "";

    /// <summary>The class: the name of the folder that the file lies in.</summary>
    /// <value>Default: empty.</value>
    public string Label { get; set; } = "";
}
