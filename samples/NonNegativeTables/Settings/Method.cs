namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What is measured: a row or column of a published table, or ours.</summary>
internal enum Method
{
    /// <summary>The ordinary network.</summary>
    Signed,

    /// <summary>The same network rewritten without negative weights, tested in the split form.</summary>
    Transform,

    /// <summary>The ordinary network, then CSGD without rewriting it.</summary>
    PostCsgdUntransformed,

    /// <summary>The rewritten network, then CSGD.</summary>
    PostCsgd,

    /// <summary>The rewritten network, then NNSGD.</summary>
    PostNnsgd,

    /// <summary>The rewritten network, then multiplicative Adam.</summary>
    PostOurs,

    /// <summary>Exponential weights, CSGD.</summary>
    ScratchExpCsgd,

    /// <summary>Xavier weights, rewritten, CSGD.</summary>
    ScratchCsgd,

    /// <summary>Exponential weights, NNSGD.</summary>
    ScratchExpNnsgd,

    /// <summary>Xavier weights, rewritten, NNSGD.</summary>
    ScratchNnsgd,

    /// <summary>Moments matched, rewritten, our settings.</summary>
    ScratchOurs,

    /// <summary>theta = |v|.</summary>
    ScratchAbs,

    /// <summary>theta = v^2.</summary>
    ScratchSquare,

    /// <summary>theta = log(1 + e^v).</summary>
    ScratchSoftplus,

    /// <summary>theta = k / (1 + e^-v).</summary>
    ScratchSigmoid,
}

/// <summary>Which methods there are for what.</summary>
internal static class Methods
{
    /// <summary>Those that are done where none are named: all but the reparameterisations.</summary>
    public static IReadOnlyList<Method> Usual { get; } = [.. Enum.GetValues<Method>().Where(method => method < Method.ScratchAbs)];

    /// <summary>Whether a method begins with a trained ordinary network.</summary>
    public static bool IsOfChain(this Method method) => method < Method.ScratchExpCsgd;

    /// <summary>Whether a method trains a rewritten network further.</summary>
    public static bool IsPost(this Method method) => method is >= Method.PostCsgdUntransformed and <= Method.PostOurs;

    /// <summary>Whether a method trains free parameters v with theta = s(v).</summary>
    public static bool IsReparameterized(this Method method) => method >= Method.ScratchAbs;

    /// <summary>Whether there is such a run: as published, some methods are for the MLP alone; ResNet-18 and VGG-11 are not trained from scratch without signs.</summary>
    public static bool IsFor(this Method method, NetworkKind network) => network switch
    {
        NetworkKind.Mlp => true,
        NetworkKind.Cnn => method is not (Method.PostCsgdUntransformed or Method.ScratchExpCsgd or Method.ScratchExpNnsgd) && !method.IsReparameterized(),
        _ => method is Method.Signed or Method.Transform or Method.PostOurs,
    };
}
