using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>The transforms of images.</summary>
public static class ImageEstimatorsCatalog
{
    public static ImageLoadingEstimator LoadImages(this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null) =>
        new(catalog.GetEnvironment(), imageFolder, decodes: true, (outputColumnName, inputColumnName ?? outputColumnName));

    public static ImageLoadingEstimator LoadRawImageBytes(this TransformsCatalog catalog, string outputColumnName, string? imageFolder, string? inputColumnName = null) =>
        new(catalog.GetEnvironment(), imageFolder, decodes: false, (outputColumnName, inputColumnName ?? outputColumnName));
}
