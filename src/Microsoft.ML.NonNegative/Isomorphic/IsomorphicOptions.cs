namespace Microsoft.ML.NonNegative;

/// <summary>How the offset c of a layer is chosen.</summary>
public enum OffsetKind
{
    /// <summary>One for the layer, c = max_i |b~_i|, as published.</summary>
    PerLayer,

    /// <summary>One for each output, c_i = max(0, -b~_i), the least there can be: z' needs a smaller range to be read out, which counts where that is quantized.</summary>
    PerOutput,
}

/// <summary>How a signed network is rewritten.</summary>
public sealed record IsomorphicOptions
{
    /// <summary>How the offset c of a layer is chosen.</summary>
    /// <value>Default: <see cref="OffsetKind.PerLayer"/>.</value>
    public OffsetKind Offset { get; init; } = OffsetKind.PerLayer;

    /// <summary>What the network does with inputs outside the range that it was made for.</summary>
    /// <value>Default: <see cref="OutsideInputs.Refuse"/>.</value>
    public OutsideInputs OutsideInputs { get; init; } = OutsideInputs.Refuse;

    internal void Validate()
    {
        if (!Enum.IsDefined(Offset) || !Enum.IsDefined(OutsideInputs))
            throw new ArgumentException($"{nameof(IsomorphicOptions)}: {nameof(Offset)} is {Offset} and {nameof(OutsideInputs)} is {OutsideInputs}; one of them is no value of its enumeration.");
    }
}
