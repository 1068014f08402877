using System.Globalization;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>How an optimizer computes its steps.</summary>
/// <param name="Parameters">For each parameter, its way and its number of elements; <see cref="StepPath.Automatic"/> for one that never moves.</param>
/// <param name="InstructionSet">What the fused kernels compute with on this processor.</param>
/// <param name="Threads">The threads that a fused step is split over (torch.set_num_threads).</param>
public sealed record StepPathReport(IReadOnlyList<(StepPath Path, long Elements)> Parameters, string InstructionSet, int Threads)
{
    /// <summary>For instance: "62 tensors, 11,173,962 elements: fused (AVX-512, 2 threads)".</summary>
    public override string ToString() => string.Join("; ", Parameters.GroupBy(parameter => parameter.Path).OrderBy(path => path.Key).Select(path => string.Create(
        CultureInfo.InvariantCulture, $"{path.Count()} tensors, {path.Sum(parameter => parameter.Elements):N0} elements: {Name(path.Key)}")));

    private string Name(StepPath path) => path switch
    {
        StepPath.Fused => string.Create(CultureInfo.InvariantCulture, $"fused ({InstructionSet}, {Threads} {(Threads == 1 ? "thread" : "threads")})"),
        StepPath.Flat => "flat tensors",
        StepPath.Tensors => "tensor operations",
        _ => "frozen",
    };
}
