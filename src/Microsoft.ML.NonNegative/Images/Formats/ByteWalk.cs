namespace Microsoft.ML.NonNegative;

/// <summary>Goes through bytes from the first to the last; what is not there cannot be taken.</summary>
internal ref struct ByteWalk(ReadOnlySpan<byte> bytes)
{
    /// <summary>What was not taken yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    /// <summary>The next bytes.</summary>
    /// <exception cref="InvalidDataException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count > Rest.Length)
            throw ImageFault.Incomplete();
        var taken = Rest[..(int)count];
        Rest = Rest[(int)count..];
        return taken;
    }

    /// <summary>The next byte.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public byte Next() => Take(1)[0];
}
