namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>An update rule on lanes, at given rates.</summary>
internal interface IFusedRule<TSelf>
    where TSelf : struct, IFusedRule<TSelf>
{
    static abstract TSelf From(in UpdateRates rates);

    /// <summary>theta_t for theta_{t-1} and u_t.</summary>
    V Apply<V>(V parameter, V direction)
        where V : struct, ILanes<V>;
}
