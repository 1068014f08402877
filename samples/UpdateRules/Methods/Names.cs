using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.UpdateRules;

/// <summary>How things are called on the command line, in files and in tables.</summary>
internal static class Names
{
    /// <summary>The rule of methods that are no rule on a direction.</summary>
    public const string Peer = "peer";

    /// <summary>The rule that the others are compared with.</summary>
    public static string Additive { get; } = Of(UpdateRuleKind.Additive);

    public static string Of(UpdateRuleKind rule) => rule == UpdateRuleKind.ExponentiatedGradient ? "exponentiated" : Lower(rule);

    public static string Of(OptimizerChoice optimizer) => Lower(optimizer);

    /// <summary>A rate, as short as it is exact.</summary>
    public static string Of(double rate) => rate.ToString(rate is >= 1e-2 and < 1000 ? "0.######" : "0.####E-0", CultureInfo.InvariantCulture).Replace('E', 'e');

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
