namespace Microsoft.ML.NonNegative;

/// <summary>An interval that signals lie in, those at a network's input for one.</summary>
/// <param name="Lower">The least value, may be negative.</param>
/// <param name="Upper">The greatest value.</param>
public readonly record struct SignalRange(double Lower, double Upper)
{
    /// <summary>[0, 1], the range of scaled pixels.</summary>
    public static SignalRange Unit => new(0, 1);

    /// <summary>Upper - Lower: the rotation alpha of a layer with this input.</summary>
    public double Extent => Upper - Lower;

    /// <summary>Throws where this is no interval.</summary>
    internal void Validate()
    {
        if (!(double.IsFinite(Lower) && double.IsFinite(Upper) && double.IsFinite(Extent) && Lower < Upper))
            throw new ArgumentException(FormattableString.Invariant($"The range [{Lower}, {Upper}] must have finite ends, the lower below the upper."));
    }
}
