namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The test functions that come with the library.</summary>
public static class TestFunctions
{
    /// <summary>All of them; the first two are the toy tasks of Kirtas et al., Neurocomputing 576 (2024) 127352.</summary>
    public static IReadOnlyList<TestFunction> All { get; } =
        [new ConvexQuadraticFunction(), new RosenbrockFunction(), new BealeFunction(), new HimmelblauFunction(), new BoothFunction(), new AckleyFunction()];

    /// <summary>The function of that name, in upper or lower case.</summary>
    /// <exception cref="ArgumentException">There is none; the message names those there are.</exception>
    public static TestFunction FromName(string name) =>
        All.FirstOrDefault(function => string.Equals(function.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no test function '{name}'; there are {string.Join(", ", All)}.", nameof(name));
}
