using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>The labels of the examples, in the order of the data; 4 bytes each, in memory wherever the values are.</summary>
/// <param name="classes">The number of classes.</param>
internal sealed class ExampleLabels(int classes)
{
    private readonly List<int> _labels = [];
    private readonly long[] _counts = new long[classes];

    /// <summary>The number of labels.</summary>
    public int Count => _labels.Count;

    /// <summary>The number of classes.</summary>
    public int Classes => _counts.Length;

    /// <summary>How many examples each class has.</summary>
    public ImmutableArray<long> ClassCounts => [.. _counts];

    /// <summary>The label of an example.</summary>
    public int this[long index] => _labels[checked((int)index)];

    /// <summary>Appends a label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public void Add(int label)
    {
        if ((uint)label >= (uint)_counts.Length)
            throw new ArgumentOutOfRangeException(nameof(label), FormattableString.Invariant($"The label of example {_labels.Count} is {label}, but there are {_counts.Length} classes, from 0."));
        _labels.Add(label);
        _counts[label]++;
    }

    /// <summary>Index and label of every example.</summary>
    public IEnumerable<Example> InOrder()
    {
        for (var i = 0; i < _labels.Count; i++)
            yield return new Example(i, _labels[i]);
    }

    /// <summary>Index and label of every example, in an order that follows from <paramref name="seed"/> alone.</summary>
    public IEnumerable<Example> Shuffled(int seed)
    {
        var order = new int[_labels.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        new Random(seed).Shuffle(order);
        foreach (var index in order)
            yield return new Example(index, _labels[index]);
    }
}
