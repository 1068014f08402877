using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.NonNegative;

/// <summary>What a feature column holds.</summary>
internal enum FeatureKind
{
    /// <summary>Numbers: a known-size vector of Single.</summary>
    Vector,

    /// <summary>Decoded images: MLImage.</summary>
    Image,

    /// <summary>Image files: vectors of Byte, as LoadRawImageBytes gives them.</summary>
    EncodedImage,
}

/// <summary>Tells the kinds of feature columns by their types.</summary>
internal static class FeatureKinds
{
    /// <summary>The types that there are kinds for, in words.</summary>
    public const string Expected = "a known-size vector of Single, an image, or a vector of Byte (an encoded image)";

    /// <summary>The kind of a column of this type; null where there is none.</summary>
    public static FeatureKind? Of(DataViewType type) => type switch
    {
        ImageDataViewType => FeatureKind.Image,
        VectorDataViewType { IsKnownSize: true } vector when vector.ItemType == NumberDataViewType.Single => FeatureKind.Vector,
        VectorDataViewType vector when vector.ItemType == NumberDataViewType.Byte => FeatureKind.EncodedImage,
        _ => null,
    };

    /// <summary>The kind of a column of this shape; null where there is none.</summary>
    public static FeatureKind? Of(SchemaShape.Column column) => (column.Kind, column.ItemType) switch
    {
        _ when column.IsKey => null,
        (VectorKind.Scalar, ImageDataViewType) => FeatureKind.Image,
        (VectorKind.Vector, var type) when type == NumberDataViewType.Single => FeatureKind.Vector,
        (VectorKind.Vector or VectorKind.VariableVector, var type) when type == NumberDataViewType.Byte => FeatureKind.EncodedImage,
        _ => null,
    };
}
