using System.Collections.Immutable;
using System.Text;
using Microsoft.ML.Internal;

namespace Microsoft.ML.Data;

/// <summary>Vectors of one item type. A size of 0 means that it varies from row to row.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0) : base(BufferOf(itemType))
    {
        Arguments.Check(size >= 0, nameof(size));
        ItemType = itemType;
        Size = size;
        Dimensions = [size];
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions) : base(BufferOf(itemType))
    {
        Arguments.Check(dimensions is { Length: > 0 } && Array.TrueForAll(dimensions, d => d >= 0), nameof(dimensions));
        ItemType = itemType;
        Dimensions = [.. dimensions];
        Size = Product(Dimensions);
    }

    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions) : base(BufferOf(itemType))
    {
        Arguments.Check(dimensions.Length > 0 && dimensions.All(d => d >= 0), nameof(dimensions));
        ItemType = itemType;
        Dimensions = dimensions;
        Size = Product(dimensions);
    }

    public ImmutableArray<int> Dimensions { get; }

    public bool IsKnownSize => Size > 0;

    public PrimitiveDataViewType ItemType { get; }

    public int Size { get; }

    public override bool Equals(DataViewType? other) =>
        ReferenceEquals(this, other)
        || other is VectorDataViewType vector && ItemType.Equals(vector.ItemType) && Dimensions.AsSpan().SequenceEqual(vector.Dimensions.AsSpan());

    public override bool Equals(object? other) => other is DataViewType type && Equals(type);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(ItemType);
        foreach (var dimension in Dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var text = new StringBuilder("Vector<").Append(ItemType);
        if (Dimensions.Length > 1)
        {
            foreach (var dimension in Dimensions)
                text.Append(", ").Append(dimension > 0 ? dimension.ToString(null, null) : "*");
        }
        else if (Size > 0)
        {
            text.Append(", ").Append(Size);
        }

        return text.Append('>').ToString();
    }

    private static Type BufferOf(PrimitiveDataViewType itemType)
    {
        ArgumentNullException.ThrowIfNull(itemType);
        return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
    }

    private static int Product(ImmutableArray<int> dimensions)
    {
        var size = 1;
        foreach (var dimension in dimensions)
            size = checked(size * dimension);
        return size;
    }
}
