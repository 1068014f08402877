using Microsoft.ML.NonNegative;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Says why a model cannot read an image: its scores, which are NaN then, do not.</summary>
public static class UnreadableImage
{
    /// <summary>The reason, in a few words.</summary>
    /// <param name="path">The image's file.</param>
    public static string Reason(string path)
    {
        try
        {
            return Reason(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>The reason, in a few words.</summary>
    /// <param name="file">The image's file, as bytes.</param>
    public static string Reason(ReadOnlySpan<byte> file)
    {
        try
        {
            return $"the {EncodedImage.Inspect(file).Format} file cannot be decoded";
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }
}
