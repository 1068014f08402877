namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>A direction on lanes, at one step t: its coefficients, bias corrections included.</summary>
internal interface IFusedDirection
{
    /// <summary>How many moments it keeps of a parameter, 0 to 3.</summary>
    static abstract int Moments { get; }

    /// <summary>u_t for g_t; changes the moments.</summary>
    V Compute<V>(V gradient, ref V first, ref V second, ref V third)
        where V : struct, ILanes<V>;
}
