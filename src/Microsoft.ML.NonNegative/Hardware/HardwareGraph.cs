using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.NonNegative;

/// <summary>What network.json holds. Names and order of the members are the format: see <see cref="HardwareExport"/>.</summary>
/// <param name="Format"><see cref="HardwareExport.FormatName"/>.</param>
/// <param name="Version"><see cref="HardwareExport.FormatVersion"/>.</param>
/// <param name="Source">The paper.</param>
/// <param name="Equations">The rules of computing in words.</param>
/// <param name="Input">What goes in.</param>
/// <param name="Outputs">The number of scores.</param>
/// <param name="Layers">The layers in the order in which they compute.</param>
internal sealed record HardwareGraph(
    string Format, int Version, string Source, IReadOnlyList<string> Equations, GraphInput Input, int Outputs, IReadOnlyList<GraphLayer> Layers)
{
    // The same bytes on every system; and read by people: W+ is W+, not W\u002B.
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        MaxDepth = 1024,
    };

    /// <summary>The bytes of network.json.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);
}

/// <summary>The network's input: [channels, height, width] of values in [lower, upper].</summary>
internal sealed record GraphInput(IReadOnlyList<int> Shape, double Lower, double Upper, OutsideInputs OutsideRange);

/// <summary>The ends of an interval of signals.</summary>
internal sealed record GraphRange(double Lower, double Upper)
{
    public static GraphRange? Of(SignalRange? range) => range is { } known ? new(known.Lower, known.Upper) : null;
}

/// <summary>How a layer's inputs are sent: see <see cref="SignalEncoding"/>.</summary>
internal sealed record GraphEncoding(double Lo, double Alpha, double DirectPadding, double RotatedPadding)
{
    // -lo is -0 where lo is 0: right, but no sight for people.
    public static GraphEncoding Of(SignalEncoding encoding) =>
        new(encoding.Lower, encoding.Rotation, encoding.DirectPadding == 0 ? 0 : encoding.DirectPadding, encoding.RotatedPadding);
}

/// <summary>g: its name, its formula where known, g_min and g_max.</summary>
internal sealed record GraphActivation(string Name, string? Formula, double Minimum, double Maximum)
{
    public static GraphActivation? Of(Activation? activation) =>
        activation is null ? null : new(activation.Name, ActivationFormula.Of(activation), activation.Minimum, activation.Maximum);
}

/// <summary>The names of one layer's arrays, without the ending of their entries.</summary>
internal sealed record ArrayNames(string WPlus, string WMinus, string Bias, string Offset)
{
    /// <summary>The names for the layer <paramref name="index"/> of <see cref="NonNegativeNetwork.Layers"/>.</summary>
    public static ArrayNames Of(int index)
    {
        var prefix = FormattableString.Invariant($"layer{index:000}.");
        return new(prefix + "w_plus", prefix + "w_minus", prefix + "bias", prefix + "offset");
    }
}
