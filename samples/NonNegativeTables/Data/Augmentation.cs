using Microsoft.ML.NonNegative;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Moves images by up to four pixels, black coming in from outside, and mirrors every other one, as is usual for CIFAR-10 (He et al., arXiv 1512.03385).</summary>
internal sealed class Augmentation(ImageShape shape, Random random)
{
    private const int Margin = 4;

    /// <summary>Other images of the same size, in the current dispose scope.</summary>
    /// <param name="images">[count, size].</param>
    public Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var count = images.shape[0];
        var (height, width) = (shape.Height, shape.Width);
        var paddedWidth = width + 2 * Margin;
        var padded = nn.functional.pad(images.view(count, shape.Channels, height, width), [Margin, Margin, Margin, Margin]).flatten(2);
        var places = new long[count * height * width];
        var next = 0;
        for (var image = 0; image < count; image++)
        {
            var (top, left, mirrored) = (random.Next(2 * Margin + 1), random.Next(2 * Margin + 1), random.Next(2) == 1);
            for (var row = 0; row < height; row++)
                for (var column = 0; column < width; column++)
                    places[next++] = (top + row) * paddedWidth + left + (mirrored ? width - 1 - column : column);
        }
        var index = tensor(places, [count, 1, height * width], int64).to(images.device).expand(count, shape.Channels, height * width);
        return padded.gather(2, index).flatten(1).MoveToOuterDisposeScope();
    }
}
