using Microsoft.ML.MultiplicativeUpdates.Fused;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>A way in which steps are computed.</summary>
/// <param name="Path">The path.</param>
/// <param name="Width">Of the fused path: how many numbers at once. 0 elsewhere.</param>
internal sealed record Way(StepPath Path, int Width = 0)
{
    /// <summary>The fused path with every width that this processor has.</summary>
    public static IReadOnlyList<Way> FusedWidths { get; } =
        [.. new[] { (Lanes512.IsSupported, 16), (Lanes256.IsSupported, 8), (Lanes128.IsSupported, 4) }.Where(lanes => lanes.Item1).Select(lanes => new Way(StepPath.Fused, lanes.Item2))];

    public static Way Flat { get; } = new(StepPath.Flat);

    public static Way Tensors { get; } = new(StepPath.Tensors);

    /// <summary>All of them: single precision on the CPU.</summary>
    public static IReadOnlyList<Way> All { get; } = [.. FusedWidths, Flat, Tensors];

    /// <summary>The paths as an optimizer takes them, the fused one at its own width.</summary>
    public static IReadOnlyList<StepPath> Paths { get; } = [StepPath.Fused, StepPath.Flat, StepPath.Tensors];

    /// <summary>An optimizer of this processor computes at this width by itself.</summary>
    public bool IsNative => Path != StepPath.Fused || Width == InstructionSet.Width;

    public override string ToString() => Path == StepPath.Fused ? $"fused, {Width} at once" : Path.ToString();
}
