using Microsoft.ML.NonNegative;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Brings every channel of the training images to mean 0 and deviation 1; so inputs become negative, in a known interval.</summary>
internal sealed class InputScaling : IDisposable
{
    private const int Sample = 5000;
    private const double Room = 1e-5;

    private readonly Tensor _mean;
    private readonly Tensor _deviation;
    private readonly int _channels;

    private InputScaling(Tensor mean, Tensor deviation)
    {
        (_mean, _deviation, _channels) = (mean, deviation, (int)mean.shape[1]);
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();

        // A little wider than pixels from 0 to 1 come to, because they do so with rounding.
        Range = new SignalRange(mean.neg().div(deviation).min().item<float>() - Room, mean.neg().add(1).div(deviation).max().item<float>() + Room);
    }

    /// <summary>The interval that pixels from 0 to 1 come to.</summary>
    public SignalRange Range { get; }

    /// <summary>Measures the first training images.</summary>
    public static InputScaling Of(ImageShape shape, ImageSet train)
    {
        using var withoutGradients = no_grad();
        using var scope = NewDisposeScope();
        var pixels = train.Pixels.narrow(0, 0, Math.Min(Sample, train.Count)).view(-1, shape.Channels, shape.Height * shape.Width).transpose(0, 1).flatten(1);
        return new InputScaling(
            pixels.mean([1]).view(1, -1, 1).DetachFromDisposeScope(),
            pixels.std(1, unbiased: false).clamp_(min: 1e-3).view(1, -1, 1).DetachFromDisposeScope());
    }

    /// <summary>The inputs for pixels, [count, size], a tensor of the current dispose scope.</summary>
    public Tensor Apply(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        return pixels.view(pixels.shape[0], _channels, -1).sub(_mean).div_(_deviation).flatten(1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mean.Dispose();
        _deviation.Dispose();
    }
}
