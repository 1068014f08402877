namespace NonNegML.Samples.ImageFolders;

/// <summary>An image file: a row of the data, as ML.NET sees it.</summary>
public sealed class ImageFile
{
    /// <summary>The file, from its data's folder on, with '/' on every system; or a full path.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>The class: the name of the folder.</summary>
    public string Label { get; set; } = "";
}
