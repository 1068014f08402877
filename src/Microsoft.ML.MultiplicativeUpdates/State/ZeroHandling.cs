namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What was decided for a parameter that was all zero at the start.</summary>
internal enum ZeroHandling
{
    /// <summary>Nothing: it is treated as all are.</summary>
    None,

    /// <summary>It gets the additive rule.</summary>
    Additive,

    /// <summary>It is never changed.</summary>
    Frozen,
}
