namespace Microsoft.ML.NonNegative;

internal static class SizeExtensions
{
    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="OverflowException">It is too large for 64 bits.</exception>
    public static long Product(this IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => checked(product * size));
}
