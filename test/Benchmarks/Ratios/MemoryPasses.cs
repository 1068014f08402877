using static TorchSharp.torch;

namespace NonNegML.Benchmarks.Ratios;

/// <summary>The plainest things to do to memory of a size: their speed is what an optimizer can hope for.</summary>
internal sealed class MemoryPasses : IDisposable
{
    private const int BytesANumber = 8; // one read, one written

    private readonly long _elements;
    private readonly int[] _arrays;
    private readonly Tensor _source;
    private readonly Tensor _target;
    private readonly Tensor[] _whole;

    /// <param name="elements">Numbers of one array.</param>
    /// <param name="arrays">How many arrays the passes in place go over together.</param>
    public MemoryPasses(long elements, params int[] arrays)
    {
        _elements = elements;
        _arrays = arrays;
        _source = ones(elements);
        _target = zeros(elements);
        _whole = [.. arrays.Select(count => ones(count * elements))];
    }

    public IEnumerable<Action> Actions => [() => _target.copy_(_source), .. _whole.Select(Pass)];

    /// <summary>The bandwidths, from the times of <see cref="Actions"/> in their order: of the fastest round, for a floor is not raised by what disturbs.</summary>
    public Bandwidth Of(string on, IReadOnlyList<Series> times) => new(
        on,
        _elements * BytesANumber / times[0].Least,
        _arrays.Index().ToDictionary(a => a.Item, a => a.Item * _elements * BytesANumber / times[1 + a.Index].Least));

    public void Dispose()
    {
        foreach (var tensor in _whole.Append(_source).Append(_target))
            tensor.Dispose();
    }

    private static Action Pass(Tensor whole) => () => whole.neg_();
}
