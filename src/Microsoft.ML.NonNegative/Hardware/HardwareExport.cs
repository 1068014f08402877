using System.IO.Compression;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Writes a non-negative network as hardware holds it: a NumPy archive (.npz) of W+, W-, b' and c, and a description that says everything else.</summary>
/// <remarks>
/// <para>The file is what is needed to run the network without this library, by light or by any other means. <c>numpy.load(path)</c> reads it, without <c>allow_pickle</c>:</para>
/// <code>
/// archive = numpy.load("network.npz")
/// network = json.loads(archive["network.json"])
/// w_plus = archive[network["layers"][1]["arrays"]["w_plus"]]
/// </code>
/// <para>For each layer with weights, k counted from 0 in the order of <see cref="NonNegativeNetwork.Layers"/>, it holds four arrays in C order, of float32 or float64 as in
/// the network; every value is finite and at least 0:</para>
/// <list type="table">
/// <listheader><term>Array</term><description>Shape and meaning</description></listheader>
/// <item><term>layer{k:000}.w_plus</term><description>W+, [outputs, inputs], or [outputs, inputs / groups, rows, columns] of a convolution. Weighs x^.</description></item>
/// <item><term>layer{k:000}.w_minus</term><description>W-, of the same shape. Weighs alpha - x^.</description></item>
/// <item><term>layer{k:000}.bias</term><description>b', [outputs].</description></item>
/// <item><term>layer{k:000}.offset</term><description>c, [1], or [outputs] where each output has its own (<see cref="OffsetKind.PerOutput"/>).</description></item>
/// </list>
/// <para>The entry <c>network.json</c> (UTF-8, names in snake_case) holds the rest; what is not known or does not apply is left out:</para>
/// <list type="table">
/// <listheader><term>Member</term><description>Meaning</description></listheader>
/// <item><term>format, version</term><description><see cref="FormatName"/> and <see cref="FormatVersion"/>. A reader refuses a version that it does not know.</description></item>
/// <item><term>source, equations</term><description>The paper, and the rules of computing in words; they are complete.</description></item>
/// <item><term>input</term><description>shape [channels, height, width]; lower and upper, the range [lo, hi] of its values; outside_range, what this library does with others: "refuse", "clip" or "count" (<see cref="OutsideInputs"/>).</description></item>
/// <item><term>outputs</term><description>The number of scores, which are those before softmax.</description></item>
/// <item><term>layers</term><description>The layers in the order in which they compute. Each has type, name (as in <see cref="NetworkDescription.Summary"/>), kind (in words), input_shape and output_shape without the batch.</description></item>
/// <item><term>type "linear", "convolution"</term><description>arrays (the names of the four arrays: w_plus, w_minus, bias, offset); weight_shape; encoding: lo, the least input, alpha, the rotation, direct_padding and rotated_padding,
/// what lies outside the image on the way of x^ and on that of alpha - x^; activation, absent for the last layer of the network or of a way of a sum. A convolution also has kernel_size, stride, padding, dilation (the same for rows and columns) and groups.</description></item>
/// <item><term>type "max_pooling", "average_pooling"</term><description>kernel_size, stride and padding.</description></item>
/// <item><term>type "adaptive_average_pooling"</term><description>size, the rows and columns of the output.</description></item>
/// <item><term>type "flatten"</term><description>Nothing more.</description></item>
/// <item><term>type "residual"</term><description>branch and shortcut, the layers of the two ways, which may be residual again; an empty shortcut is the input itself; activation.</description></item>
/// <item><term>type "other"</term><description>A layer of your own: implementation, the name of its .NET type; output_range, the lower and upper end of its outputs; commutes_with_shifts.</description></item>
/// <item><term>activation</term><description>name; formula, g(z) in the syntax of Python with exp, sin, pi, min and max (absent for one of your own); minimum and maximum, g_min and g_max.</description></item>
/// </list>
/// <para>The same network gives the same bytes on the same platform and version of .NET: entries are not compressed, and bear a fixed time. Values are streamed: besides the network, a few MiB of memory are needed, and files may be larger than 4 GiB (ZIP64).</para>
/// <para>Do not train the network while it is written. Source of the equations: Kirtas et al., arXiv 2310.01084.</para>
/// </remarks>
public static class HardwareExport
{
    /// <summary>The member "format" of network.json.</summary>
    public const string FormatName = "nonnegml.split-network";

    /// <summary>The member "version" of network.json: raised when a reader of the version before would go wrong.</summary>
    public const int FormatVersion = 1;

    internal const string GraphEntry = "network.json";

    // The earliest time that a ZIP archive can hold.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the network to a file, which appears when it is complete: a program that is stopped half-way leaves the file of before.</summary>
    /// <param name="network">The network, on any device; unchanged.</param>
    /// <param name="path">The file, usually "*.npz", in a folder that exists. Replaced where it exists, but only by a complete one.</param>
    /// <exception cref="InvalidOperationException">A value is negative or not finite (a rule of training that keeps no signs?), or is neither float32 nor float64. The message names the layer.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="IOException"><paramref name="path"/> is a folder, the disk is full, or another error of input and output.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file must not be written to.</exception>
    /// <remarks>What is unfinished lies beside the file, under its name with the ending ".tmp"; it is removed on failure.</remarks>
    public static void Write(NonNegativeNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        AtomicFile.Write(path, stream => Write(network, stream));
    }

    /// <summary>Writes the network to a stream.</summary>
    /// <param name="network">The network, on any device; unchanged.</param>
    /// <param name="stream">Need not be able to seek. Is left open behind the archive, and not flushed. After an exception from the stream it holds an archive without network.json, or none.</param>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written to.</exception>
    /// <exception cref="InvalidOperationException">A value is negative or not finite (a rule of training that keeps no signs?), or is neither float32 nor float64. The message names the layer. Nothing was written.</exception>
    /// <remarks>A stream that cannot seek gets other bytes than one that can: sizes follow the entries. Both read alike.</remarks>
    public static void Write(NonNegativeNetwork network, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
            throw new ArgumentException("The stream cannot be written to; open it for writing.", nameof(stream));
        using var withoutGradients = no_grad();
        Check(network);
        var graph = HardwareGraphBuilder.Build(network).ToJson();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var (layer, names) = (network.Layers[i], ArrayNames.Of(i));
            WriteArray(archive, names.WPlus, layer.Positive);
            WriteArray(archive, names.WMinus, layer.Negative);
            WriteArray(archive, names.Bias, layer.Bias);
            WriteArray(archive, names.Offset, layer.Offset);
        }

        // Last: an archive that has it is complete.
        using var entry = Open(archive, GraphEntry);
        entry.Write(graph);
    }

    private static void WriteArray(ZipArchive archive, string name, Tensor values)
    {
        using var entry = Open(archive, name + NpyWriter.Extension);
        NpyWriter.Write(entry, values);
    }

    private static Stream Open(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }

    private static void Check(NonNegativeNetwork network)
    {
        foreach (var (layer, name) in network.Layers.Zip(network.Description.WeightedNames))
        {
            Check(layer.Positive, "W+", name);
            Check(layer.Negative, "W-", name);
            Check(layer.Bias, "b'", name);
            Check(layer.Offset, "c", name);
        }
    }

    private static void Check(Tensor values, string symbol, string layer)
    {
        if (!NpyWriter.Supports(values.dtype))
            throw new InvalidOperationException($"Layer {layer}: {symbol} is of type {values.dtype}; hardware export writes Float32 and Float64. Convert the network with to(ScalarType.Float32) first.");
        using var scope = NewDisposeScope();
        var (least, greatest) = (values.min().to(float64).item<double>(), values.max().to(float64).item<double>());

        // Written so that NaN does not pass.
        if (!(least >= 0 && double.IsFinite(greatest)))
            throw new InvalidOperationException(FormattableString.Invariant($"Layer {layer}: {symbol} has values from {least} to {greatest}; hardware holds finite ones of at least 0. Train with a rule that keeps signs, and see whether training diverged."));
    }
}
