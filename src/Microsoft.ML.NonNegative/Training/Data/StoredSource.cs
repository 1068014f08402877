using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Microsoft.ML.NonNegative;

/// <summary>Examples that were read once and are kept: filled by <c>Add</c>, finished by <see cref="Complete"/>, and from then on read by any thread.</summary>
internal abstract class StoredSource(ValueLayout layout, int classes) : ExampleSource
{
    private readonly ExampleLabels _labels = new(classes);
    private ImmutableArray<long> _classCounts;

    /// <inheritdoc/>
    public override int Size => Layout.Size;

    /// <inheritdoc/>
    public override bool AreBytes => Layout.AreBytes;

    /// <inheritdoc/>
    public override ImmutableArray<long> ClassCounts => _classCounts.IsDefault ? throw Incomplete() : _classCounts;

    /// <summary>How values are kept.</summary>
    public ValueLayout Layout { get; } = layout;

    /// <summary>Appends an example. By one thread.</summary>
    /// <param name="label">Its class.</param>
    /// <param name="row">Its values as <see cref="Layout"/> has them.</param>
    public void Add(int label, ReadOnlySpan<byte> row)
    {
        if (!_classCounts.IsDefault)
            throw new InvalidOperationException("The source is complete; nothing can be added.");
        if (row.Length != Layout.RowBytes)
            throw new ArgumentException(FormattableString.Invariant($"An example has {Layout.RowBytes} bytes, but {row.Length} were given."), nameof(row));
        Append(_labels.Count, row);
        _labels.Add(label);
    }

    /// <summary>Appends an example.</summary>
    /// <param name="label">Its class.</param>
    /// <param name="values">Whole numbers from 0 to 255 where the source holds bytes.</param>
    public void Add(int label, ReadOnlySpan<float> values)
    {
        if (!Layout.AreBytes)
        {
            Add(label, MemoryMarshal.AsBytes(values));
            return;
        }
        var row = ArrayPool<byte>.Shared.Rent(values.Length);
        Layout.Write(values, row);
        Add(label, row.AsSpan(0, values.Length));
        ArrayPool<byte>.Shared.Return(row);
    }

    /// <summary>Ends the filling.</summary>
    public void Complete()
    {
        Finish();
        _classCounts = _labels.ClassCounts;
    }

    /// <inheritdoc/>
    public override IEnumerable<Example> InOrder() => _classCounts.IsDefault ? throw Incomplete() : _labels.InOrder();

    /// <inheritdoc/>
    public override IEnumerable<Example> Shuffled(int seed) => _classCounts.IsDefault ? throw Incomplete() : _labels.Shuffled(seed);

    /// <inheritdoc/>
    public override IEnumerable<Example> Labels() => InOrder();

    /// <summary>Stores a row behind the others.</summary>
    /// <param name="index">The rows before it.</param>
    /// <param name="row"><see cref="ValueLayout.RowBytes"/> bytes.</param>
    protected abstract void Append(long index, ReadOnlySpan<byte> row);

    /// <summary>All rows are there.</summary>
    protected virtual void Finish()
    {
    }

    private static InvalidOperationException Incomplete() => new("The source is still being filled.");
}
