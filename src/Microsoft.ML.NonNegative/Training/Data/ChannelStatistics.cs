using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.NonNegative;

/// <summary>Mean and standard deviation of each channel over all pixels of all images, in double precision: image by image, put together as Chan, Golub and LeVeque do (1979).</summary>
/// <param name="shape">Of the images.</param>
/// <param name="limits">What values are clamped to before they count; null where they are not.</param>
internal sealed class ChannelStatistics(ImageShape shape, SignalRange? limits)
{
    // Below this share of the range, a channel is one value and noise.
    private const double LeastDeviation = 1e-6;

    private readonly double[] _mean = new double[shape.Channels];
    private readonly double[] _squares = new double[shape.Channels];
    private long _images;

    /// <summary>Adds an image.</summary>
    /// <param name="row">Channel after channel.</param>
    /// <param name="layout">How its values lie in the row.</param>
    public void Add(ReadOnlySpan<byte> row, ValueLayout layout)
    {
        if (layout.AreBytes)
            Add(row);
        else
            Add(MemoryMarshal.Cast<byte, float>(row));
    }

    /// <summary>The statistics of the values after <paramref name="range"/> became [0, 1].</summary>
    /// <returns>One value a channel each. The deviation of a channel that does not vary is 1, so that it can be divided by.</returns>
    public (ImmutableArray<float> Mean, ImmutableArray<float> Deviation) Scaled(SignalRange range)
    {
        var count = (double)_images * shape.Height * shape.Width;
        return ([.. _mean.Select(mean => (float)((mean - range.Lower) / range.Extent))],
            [.. _squares.Select(squares => Math.Sqrt(squares / count) / range.Extent).Select(deviation => deviation < LeastDeviation ? 1 : (float)deviation)]);
    }

    private void Add<T>(ReadOnlySpan<T> values)
        where T : INumberBase<T>
    {
        var pixels = shape.Height * shape.Width;
        var (least, greatest) = limits is { } range ? (range.Lower, range.Upper) : (double.NegativeInfinity, double.PositiveInfinity);
        for (var channel = 0; channel < shape.Channels; channel++)
        {
            var plane = values.Slice(channel * pixels, pixels);
            var sum = 0.0;
            foreach (var value in plane)
                sum += Math.Clamp(double.CreateTruncating(value), least, greatest);
            var mean = sum / pixels;
            var squares = 0.0;
            foreach (var value in plane)
            {
                var difference = Math.Clamp(double.CreateTruncating(value), least, greatest) - mean;
                squares += difference * difference;
            }
            var step = mean - _mean[channel];
            _mean[channel] += step / (_images + 1);
            _squares[channel] += squares + step * step * pixels * _images / (_images + 1);
        }
        _images++;
    }
}
