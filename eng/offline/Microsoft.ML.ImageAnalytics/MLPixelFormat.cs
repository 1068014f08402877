namespace Microsoft.ML.Data;

/// <summary>The order of the colours of a pixel, a byte each.</summary>
public enum MLPixelFormat
{
    Unknown,
    Bgra32,
    Rgba32,
}
