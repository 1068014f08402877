using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Benchmarks.Ratios;

internal static class Paths
{
    /// <summary>Which way an optimizer says its steps went.</summary>
    public static string Of(MultiplicativeOptimizer optimizer) => optimizer.DescribePath().ToString();
}
