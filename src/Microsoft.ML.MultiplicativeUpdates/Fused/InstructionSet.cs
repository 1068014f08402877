namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>The widest lanes of this processor.</summary>
internal static class InstructionSet
{
    /// <summary>16, 8 or 4 numbers at once.</summary>
    public static int Width => Lanes512.IsSupported ? Lanes512.Width : Lanes256.IsSupported ? Lanes256.Width : Lanes128.Width;

    /// <summary>What the lanes are called.</summary>
    public static string Name => Width switch { 16 => "AVX-512", 8 => "AVX2", _ => "128-bit vectors" };
}
