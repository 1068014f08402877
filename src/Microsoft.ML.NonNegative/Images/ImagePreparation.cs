namespace Microsoft.ML.NonNegative;

/// <summary>How a decoded image of any size becomes bytes of the network's shape: the same in training and in scoring, hence part of a model.</summary>
/// <param name="Shape">What the network takes: 1 channel (grey, 0.299 R + 0.587 G + 0.114 B) or 3 (red, green, blue).</param>
/// <param name="Resizing">How other shapes are brought to it.</param>
/// <param name="MaxPixels">The most pixels of an image that is decoded.</param>
internal sealed record ImagePreparation(ImageShape Shape, ImageResizing Resizing, long MaxPixels)
{
    /// <summary>Resizes an image and lays it out channel after channel, row after row. Integer arithmetic: the same bytes on every machine; safe to call from several threads.</summary>
    /// <param name="pixels">4 bytes a pixel, row after row; alpha is not looked at.</param>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <param name="order">Of a pixel's bytes.</param>
    /// <param name="planes">Filled: <see cref="ImageShape.Size"/> bytes.</param>
    /// <exception cref="ArgumentException">The sizes do not agree, or <see cref="Shape"/> is not of 1 or 3 channels.</exception>
    public void Prepare(ReadOnlySpan<byte> pixels, int width, int height, PixelOrder order, Span<byte> planes)
    {
        Check(pixels.Length, width, height, planes.Length);
        var (x, y) = Axes(width, height);
        if (x.Length < Shape.Width || y.Length < Shape.Height)
            planes.Clear();
        ImageResampling.Resample(pixels, width, x, y, new PlaneWriter(planes, Shape, order));
    }

    private void Check(int pixelBytes, int width, int height, int planeBytes)
    {
        if (Shape is not { Channels: 1 or 3, Height: >= 1, Width: >= 1 })
            throw new ArgumentException($"Images become 1 channel (grey) or 3 (red, green, blue) of at least 1x1 pixels, but the shape is {Shape}.");
        if (width < 1 || height < 1)
            throw new ArgumentException(FormattableString.Invariant($"An image has at least 1 x 1 pixels, but this one has {width} x {height}."));
        if (pixelBytes != 4L * width * height)
            throw new ArgumentException(FormattableString.Invariant($"An image of {width} x {height} pixels has {4L * width * height} bytes, but got {pixelBytes}."));
        if (planeBytes != (long)Shape.Channels * Shape.Height * Shape.Width)
            throw new ArgumentException(FormattableString.Invariant($"A prepared image of shape {Shape} has {(long)Shape.Channels * Shape.Height * Shape.Width} bytes, but there is room for {planeBytes}."));
    }

    private (ResizedAxis X, ResizedAxis Y) Axes(int width, int height)
    {
        // Whether the scale of the width, Shape.Width / width, is less than that of the height.
        var (across, down) = ((long)Shape.Width * height, (long)Shape.Height * width);
        return Resizing switch
        {
            ImageResizing.Stretch => (ResizedAxis.Whole(width, Shape.Width), ResizedAxis.Whole(height, Shape.Height)),
            ImageResizing.Crop when across < down => (ResizedAxis.Middle(width, Shape.Width, height, Shape.Height), ResizedAxis.Whole(height, Shape.Height)),
            ImageResizing.Crop => (ResizedAxis.Whole(width, Shape.Width), ResizedAxis.Middle(height, Shape.Height, width, Shape.Width)),
            ImageResizing.Pad when across < down => (ResizedAxis.Whole(width, Shape.Width), ResizedAxis.Padded(height, Shape.Height, width, Shape.Width)),
            ImageResizing.Pad => (ResizedAxis.Padded(width, Shape.Width, height, Shape.Height), ResizedAxis.Whole(height, Shape.Height)),
            _ => throw new ArgumentException($"{nameof(Resizing)} is {Resizing}, which is no way to resize."),
        };
    }
}
