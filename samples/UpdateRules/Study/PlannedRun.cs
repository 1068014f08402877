namespace NonNegML.Samples.UpdateRules;

/// <summary>A run and how to do it.</summary>
internal sealed record PlannedRun(RunSpec Spec, Method Method);
