namespace NonNegML.Samples.OptimizationLandscapes;

/// <summary>Writes files that are complete or not there.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text, in place of what was there.</summary>
    public static void Write(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
