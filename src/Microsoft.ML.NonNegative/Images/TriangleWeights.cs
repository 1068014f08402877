using System.Buffers;

namespace Microsoft.ML.NonNegative;

/// <summary>The weights by which pixels of the source enter one pixel of the target, along one axis: an antialiased bilinear filter.</summary>
/// <remarks>
/// With s pixels of the source for one of the target, f = max(s, 1) and c = start + (x + 0.5) s, the centre of target pixel x in the source,
/// <code>w(x, i) = max(0, 1 - |i + 0.5 - c| / f) / sum over i of the same.</code>
/// These are the weights of Pillow's BILINEAR (src/libImaging/Resample.c, precompute_coeffs). In fixed point, 2^<see cref="Bits"/> for 1, they are rounded
/// such that those of a target pixel sum up to exactly 1, however many: a plain image stays what it is.
/// </remarks>
internal readonly struct TriangleWeights : IDisposable
{
    /// <summary>Bits behind the point: 8 bits of a pixel, these, and a sign fit into 32.</summary>
    public const int Bits = 22;

    private readonly int[] _firsts;
    private readonly int[] _ends;
    private readonly int[] _weights;
    private readonly int _stride;

    public TriangleWeights(in ResizedAxis axis)
    {
        var support = Math.Max(axis.Scale, 1);
        // No more pixels than this have their centre within the support.
        _stride = (int)Math.Min(axis.SourceLength, 2 * (long)Math.Ceiling(support) + 1);
        Length = axis.Length;
        _firsts = ArrayPool<int>.Shared.Rent(Length);
        _ends = ArrayPool<int>.Shared.Rent(Length);
        _weights = ArrayPool<int>.Shared.Rent(checked(Length * _stride));
        for (var x = 0; x < Length; x++)
        {
            var centre = axis.Start + (x + 0.5) * axis.Scale;
            _firsts[x] = Math.Max(0, (int)(centre - support + 0.5));
            _ends[x] = Math.Min(axis.SourceLength, (int)(centre + support + 0.5));
            Fill(_weights.AsSpan(x * _stride, _ends[x] - _firsts[x]), _firsts[x] + 0.5 - centre, support);
        }
    }

    /// <summary>The pixels of the target.</summary>
    public int Length { get; }

    /// <summary>The first pixel of the source that enters a pixel of the target; it does not fall from one to the next.</summary>
    public int First(int x) => _firsts[x];

    /// <summary>One behind the last pixel of the source that enters a pixel of the target; it does not fall from one to the next.</summary>
    public int End(int x) => _ends[x];

    /// <summary>The weights of the pixels from <see cref="First"/> to <see cref="End"/>.</summary>
    public ReadOnlySpan<int> Of(int x) => _weights.AsSpan(x * _stride, _ends[x] - _firsts[x]);

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_firsts);
        ArrayPool<int>.Shared.Return(_ends);
        ArrayPool<int>.Shared.Return(_weights);
    }

    // What rounding one sum leaves over goes into the next weight.
    private static void Fill(Span<int> weights, double distance, double support)
    {
        var total = 0.0;
        for (var i = 0; i < weights.Length; i++)
            total += Triangle((distance + i) / support);
        var (sum, rounded) = (0.0, 0);
        for (var i = 0; i < weights.Length; i++)
        {
            sum += Triangle((distance + i) / support);
            var next = (int)(sum / total * (1 << Bits) + 0.5);
            weights[i] = next - rounded;
            rounded = next;
        }
    }

    private static double Triangle(double x) => Math.Max(0, 1 - Math.Abs(x));
}
