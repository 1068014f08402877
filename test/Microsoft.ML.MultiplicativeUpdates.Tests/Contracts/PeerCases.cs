using Microsoft.ML.MultiplicativeUpdates.Tests.Peers;
using TorchSharp.Modules;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Contracts;

/// <summary>The peers that the contracts are checked on.</summary>
internal static class PeerCases
{
    private const double Rate = 0.02;

    public static IReadOnlyList<OptimizerCase> All { get; } =
    [
        Case("Madam", parameters => new Madam(parameters, Rate), _ => PeerReference.Madam(Rate)) with { KeepsSigns = true },
        Case("Fromage", parameters => new Fromage(parameters, Rate), _ => PeerReference.Fromage(Rate)),
        Case("Nero", parameters => new Nero(parameters, Rate), shape => PeerReference.Nero(shape, Rate)),
        Case("SignSGD", parameters => new SignSgd(parameters, Rate), _ => PeerReference.SignSgd(Rate)),
        Case("Signum", parameters => new SignSgd(parameters, Rate, 0.9), _ => PeerReference.SignSgd(Rate, 0.9)),
        Case("LAMB", parameters => new Lamb(parameters, Rate), _ => PeerReference.Lamb(Rate)),
    ];

    private static OptimizerCase Case(string name, Func<IReadOnlyList<Parameter>, PeerOptimizer> build, Func<long[], ScalarStep> reference) => new(name, (parameters, _) => build(parameters), reference);
}
