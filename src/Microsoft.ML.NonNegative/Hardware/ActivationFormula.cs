namespace Microsoft.ML.NonNegative;

/// <summary>The activations as formulas that a program can evaluate.</summary>
internal static class ActivationFormula
{
    /// <summary>g(z) in the syntax of Python, with exp, sin, pi, min and max; null for one that is not the library's own.</summary>
    public static string? Of(Activation activation) => activation switch
    {
        PhotonicSinusoidal => "sin(pi / 2 * min(max(z, 0), 1)) ** 2",

        // As published, with the clip that keeps exp from overflowing.
        PhotonicSigmoid => "1.005 + (0.06 - 1.005) / (1 + exp(min(z - 0.145, 2) / 0.033))",
        BoundedRelu { IsBounded: true } => FormattableString.Invariant($"min(max(z, 0), {activation.Maximum:R})"),
        BoundedRelu => "max(z, 0)",
        _ => null,
    };
}
