namespace Microsoft.ML.NonNegative;

/// <summary>Where the training data is between epochs. Images are kept as bytes of the network's input size, whatever their own size was.</summary>
public enum DataStorage
{
    /// <summary>In memory; every epoch shuffles all of it.</summary>
    Memory,

    /// <summary>In a temporary file, which is deleted afterwards; every epoch shuffles all of it. For data larger than memory.</summary>
    File,

    /// <summary>Nowhere: every epoch reads and decodes it again, and shuffles it through a buffer of bounded size. For data larger than memory and disk; the input must give the same rows in the same order each time, and not class after class: shuffle the list of files first.</summary>
    Stream,
}
