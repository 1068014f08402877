namespace NonNegML.Benchmarks.Workloads;

/// <summary>Which parameters an optimizer steps over.</summary>
public enum ParameterSetKind
{
    /// <summary>11,173,962 elements in 62 tensors, most of them in a few large ones.</summary>
    ResNet18,

    /// <summary>1,000 tensors of 1,000 elements: what a call costs weighs more than what memory costs.</summary>
    ManySmall,
}
