namespace Microsoft.ML.NonNegative;

/// <summary>What to say when the data names a file that is not there. ML.NET reads files of encoded images ahead on threads of its own, so that one that is missing ends the whole pass: it cannot be left out.</summary>
internal static class MissingFile
{
    /// <summary>Whether a file was missing, whichever thread of ML.NET looked for it.</summary>
    public static bool Is(Exception exception) => Find(exception) is not null;

    /// <summary>The exception to throw in its place.</summary>
    public static InvalidOperationException Explain(Exception exception) =>
        new($"The data names a file that is not there: {Find(exception)!.Message} Leave such rows out of the data, or correct their paths.", exception);

    private static Exception? Find(Exception? exception) => exception switch
    {
        null or FileNotFoundException or DirectoryNotFoundException => exception,
        _ => Find(exception.InnerException),
    };
}
