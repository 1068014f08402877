namespace Microsoft.ML.NonNegative;

/// <summary>Mixup (Zhang et al., "mixup: Beyond Empirical Risk Minimization", arXiv 1710.09412): images, and their labels, are mixed in pairs.</summary>
internal static class Mixup
{
    /// <summary>Draws the share of the first image, lambda ~ Beta(alpha, alpha).</summary>
    /// <remarks>
    /// lambda = X / (X + Y) with X, Y ~ Gamma(alpha), drawn by the method of Marsaglia and Tsang ("A Simple Method for Generating Gamma Variables", ACM Transactions on Mathematical
    /// Software 26(3), 2000): with d = a - 1/3, c = 1 / sqrt(9 d), x normal, u uniform and v = (1 + c x)^3,
    /// <code>d v is Gamma(a) where v > 0 and ln u &lt; x^2 / 2 + d - d v + d ln v, a >= 1; else draw again.</code>
    /// For alpha below 1, Gamma(alpha) = Gamma(alpha + 1) u^(1 / alpha). Logarithms are what is computed with: for a small alpha these numbers are too small for a double.
    /// </remarks>
    /// <param name="alpha">Greater than 0: near 0 one image is nearly alone, 1 is uniform, a large one mixes in halves.</param>
    /// <param name="random">Where the numbers come from.</param>
    /// <returns>From 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not a positive number.</exception>
    public static double DrawShare(double alpha, Random random)
    {
        if (!(alpha > 0 && double.IsFinite(alpha)))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must be a number greater than 0.");
        var a = alpha < 1 ? alpha + 1 : alpha;
        var difference = LogGamma(a, random) - LogGamma(a, random);
        if (alpha < 1)
            difference += (LogUniform(random) - LogUniform(random)) / alpha;
        return 1 / (1 + Math.Exp(difference));
    }

    /// <summary>image = share * image + (1 - share) * partner</summary>
    /// <exception cref="ArgumentException">The images are not of one size.</exception>
    public static void Mix(Span<float> image, ReadOnlySpan<float> partner, float share)
    {
        if (partner.Length != image.Length)
            throw new ArgumentException(FormattableString.Invariant($"Images that are mixed are of one size, but one has {image.Length} values and the other {partner.Length}."), nameof(partner));
        var rest = 1 - share;
        for (var i = 0; i < image.Length; i++)
            image[i] = share * image[i] + rest * partner[i];
    }

    // The logarithm of a Gamma(a) number, a >= 1.
    private static double LogGamma(double a, Random random)
    {
        var d = a - 1.0 / 3;
        var c = 1 / (3 * Math.Sqrt(d));
        while (true)
        {
            var x = Normal(random);
            var root = 1 + c * x;
            if (root <= 0)
                continue;
            var (v, logV) = (root * root * root, 3 * Math.Log(root));
            if (LogUniform(random) < x * x / 2 + d * (1 - v + logV))
                return Math.Log(d) + logV;
        }
    }

    // Box and Muller (1958).
    private static double Normal(Random random) => Math.Sqrt(-2 * LogUniform(random)) * Math.Cos(2 * Math.PI * random.NextDouble());

    // Of a number above 0 and up to 1.
    private static double LogUniform(Random random) => Math.Log(1 - random.NextDouble());
}
