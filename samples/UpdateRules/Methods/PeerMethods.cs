using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The optimizers of others that the rules are compared with. Another one is another line.</summary>
internal static class PeerMethods
{
    private static readonly IReadOnlyList<PeerMethod> All =
    [
        new("madam", 1e-2, (parameters, rate) => new Madam(parameters, rate)),
        new("fromage", 1e-2, (parameters, rate) => new Fromage(parameters, rate)),
        new("nero", 1e-2, (parameters, rate) => new Nero(parameters, rate)),
        new("signsgd", 1e-4, (parameters, rate) => new SignSgd(parameters, rate)),
        new("lamb", 1e-3, (parameters, rate) => new Lamb(parameters, rate)),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(peer => peer.Optimizer)];

    /// <summary>A peer by its name.</summary>
    public static Method Get(string name) => All.Single(peer => peer.Optimizer == name);
}
