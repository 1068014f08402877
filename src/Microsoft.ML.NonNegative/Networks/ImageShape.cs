namespace Microsoft.ML.NonNegative;

/// <summary>The shape of an image in a feature vector: channel after channel, row after row.</summary>
/// <param name="Channels">1 for grey images, 3 for colour; at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The length of the feature vector.</summary>
    public int Size => checked(Channels * Height * Width);

    /// <summary>The shape of a square grey image of <paramref name="size"/> pixels, or one row of features where no square fits.</summary>
    public static ImageShape FromSize(int size)
    {
        var side = (int)Math.Round(Math.Sqrt(size));
        return side * side == size ? new ImageShape(1, side, side) : new ImageShape(1, 1, size);
    }

    /// <summary>For example "1x28x28".</summary>
    public override string ToString() => FormattableString.Invariant($"{Channels}x{Height}x{Width}");
}
