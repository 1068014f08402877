using System.Text.Json;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

/// <summary>Computes an exported network from the archive alone, by the equations in it: loops over doubles, no tensor.</summary>
internal sealed class SplitInterpreter(NpzArchive archive)
{
    // What rounding may do to a signal that is 0.
    private const double Rounding = 1e-9;

    /// <summary>A value that is sent, and the offset in it: one number, or one a channel.</summary>
    private sealed record Signal(long[] Shape, double[] Value, double[] Offset)
    {
        public long Area => Value.Length / Shape[0];

        public double Meant(int i) => Value[i] - Offset[Offset.Length == 1 ? 0 : i / Area];
    }

    public double[] Scores(double[] image)
    {
        var input = archive.Graph.GetProperty("input");
        var lower = input.GetProperty("lower").GetDouble();
        var signal = Through(archive.Graph.GetProperty("layers"), new Signal(Longs(input, "shape"), [.. image.Select(x => x - lower)], [-lower]));
        return [.. Enumerable.Range(0, signal.Value.Length).Select(signal.Meant)];
    }

    private Signal Through(JsonElement layers, Signal signal)
    {
        foreach (var layer in layers.EnumerateArray())
        {
            CollectionAssert.AreEqual(Longs(layer, "input_shape"), signal.Shape);
            signal = One(layer, signal);
            CollectionAssert.AreEqual(Longs(layer, "output_shape"), signal.Shape);
            foreach (var value in signal.Value)
                Assert.IsGreaterThanOrEqualTo(-Rounding, value, layer.GetProperty("name").GetString()!);
        }
        return signal;
    }

    private Signal One(JsonElement layer, Signal signal) => layer.GetProperty("type").GetString() switch
    {
        "linear" => Activated(layer, Linear(layer, signal)),
        "convolution" => Activated(layer, Convolution(layer, signal)),
        "flatten" => signal with { Shape = [signal.Value.Length] },
        "max_pooling" => Pooled(layer, signal, values => values.Max()),
        "average_pooling" => Pooled(layer, signal, values => values.Average()),
        "adaptive_average_pooling" => Adaptive(layer, signal),
        "residual" => Activated(layer, Sum(Through(layer.GetProperty("branch"), signal), Through(layer.GetProperty("shortcut"), signal))),
        var type => throw new NotSupportedException(type),
    };

    private static Signal Activated(JsonElement layer, Signal signal)
    {
        if (!layer.TryGetProperty("activation", out var activation))
            return signal;
        var formula = activation.GetProperty("formula").GetString()!;
        double[] outputs = [.. Enumerable.Range(0, signal.Value.Length).Select(i => Formula.Evaluate(formula, signal.Meant(i)))];
        Assert.IsGreaterThanOrEqualTo(activation.GetProperty("minimum").GetDouble() - Rounding, outputs.Min());
        Assert.IsLessThanOrEqualTo(activation.GetProperty("maximum").GetDouble() + Rounding, outputs.Max());
        return new Signal(signal.Shape, outputs, [0]);
    }

    private static Signal Sum(Signal a, Signal b)
    {
        var offsets = Math.Max(a.Offset.Length, b.Offset.Length);
        return new Signal(a.Shape, [.. a.Value.Zip(b.Value, (x, y) => x + y)],
            [.. Enumerable.Range(0, offsets).Select(i => a.Offset[a.Offset.Length == 1 ? 0 : i] + b.Offset[b.Offset.Length == 1 ? 0 : i])]);
    }

    private Signal Linear(JsonElement layer, Signal signal)
    {
        var held = new Held(archive, layer);
        var (outputs, inputs) = (held.Plus.Shape[0], held.Plus.Shape[1]);
        var values = new double[outputs];
        for (var o = 0; o < outputs; o++)
        {
            values[o] = held.Bias[o];
            for (var i = 0; i < inputs; i++)
                values[o] += held.Plus.Values[o * inputs + i] * signal.Value[i] + held.Minus.Values[o * inputs + i] * held.Rotated(signal.Value[i]);
        }
        return new Signal([outputs], values, held.Offset);
    }

    private Signal Convolution(JsonElement layer, Signal signal)
    {
        var held = new Held(archive, layer);
        var (kernel, stride, padding, dilation, groups) = (Int(layer, "kernel_size"), Int(layer, "stride"), Int(layer, "padding"), Int(layer, "dilation"), Int(layer, "groups"));
        var (outputs, share) = (held.Plus.Shape[0], held.Plus.Shape[1]);
        long[] shape = [outputs, Places(signal.Shape[1]), Places(signal.Shape[2])];
        var values = new double[shape[0] * shape[1] * shape[2]];
        for (long at = 0; at < values.Length; at++)
        {
            var (o, row, column) = (at / (shape[1] * shape[2]), at / shape[2] % shape[1], at % shape[2]);
            values[at] = held.Bias[o];
            for (long i = 0; i < share; i++)
                for (long cell = 0; cell < kernel * kernel; cell++)
                {
                    var (y, x) = (row * stride - padding + cell / kernel * dilation, column * stride - padding + cell % kernel * dilation);
                    var isInside = y >= 0 && y < signal.Shape[1] && x >= 0 && x < signal.Shape[2];
                    var sent = isInside ? signal.Value[(((o / (outputs / groups) * share) + i) * signal.Shape[1] + y) * signal.Shape[2] + x] : 0;
                    var weight = (o * share + i) * kernel * kernel + cell;
                    values[at] += held.Plus.Values[weight] * (isInside ? sent : held.DirectPadding) + held.Minus.Values[weight] * (isInside ? held.Rotated(sent) : held.RotatedPadding);
                }
        }
        return new Signal(shape, values, held.Offset);

        long Places(long size) => (size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
    }

    private static Signal Pooled(JsonElement layer, Signal signal, Func<IEnumerable<double>, double> summary)
    {
        var (kernel, stride, padding) = (Int(layer, "kernel_size"), Int(layer, "stride"), Int(layer, "padding"));
        return Windows(signal, (signal.Shape[1] + 2 * padding - kernel) / stride + 1, (signal.Shape[2] + 2 * padding - kernel) / stride + 1,
            (i, _) => (i * stride - padding, i * stride - padding + kernel), summary);
    }

    private static Signal Adaptive(JsonElement layer, Signal signal)
    {
        var n = Int(layer, "size");
        return Windows(signal, n, n, (i, h) => (i * h / n, ((i + 1) * h + n - 1) / n), values => values.Average());
    }

    private static Signal Windows(Signal signal, long rows, long columns, Func<long, long, (long Start, long End)> window, Func<IEnumerable<double>, double> summary)
    {
        var (height, width) = (signal.Shape[1], signal.Shape[2]);
        var values = new List<double>();
        for (long channel = 0; channel < signal.Shape[0]; channel++)
            for (long row = 0; row < rows; row++)
                for (long column = 0; column < columns; column++)
                {
                    var ((top, bottom), (left, right)) = (window(row, height), window(column, width));
                    var square = new List<double>();
                    for (var y = Math.Max(top, 0); y < Math.Min(bottom, height); y++)
                        for (var x = Math.Max(left, 0); x < Math.Min(right, width); x++)
                            square.Add(signal.Value[(channel * height + y) * width + x]);
                    values.Add(summary(square));
                }
        return signal with { Shape = [signal.Shape[0], rows, columns], Value = [.. values] };
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static long[] Longs(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(size => size.GetInt64())];

    /// <summary>What hardware holds of one layer.</summary>
    private sealed class Held
    {
        private readonly double _alpha;

        public Held(NpzArchive archive, JsonElement layer)
        {
            var (arrays, encoding) = (layer.GetProperty("arrays"), layer.GetProperty("encoding"));
            (Plus, Minus) = (archive.Array(arrays.GetProperty("w_plus").GetString()!), archive.Array(arrays.GetProperty("w_minus").GetString()!));
            CollectionAssert.AreEqual(Longs(layer, "weight_shape"), Plus.Shape);
            CollectionAssert.AreEqual(Plus.Shape, Minus.Shape);
            Bias = archive.Array(arrays.GetProperty("bias").GetString()!).Values;
            Offset = archive.Array(arrays.GetProperty("offset").GetString()!).Values;
            _alpha = encoding.GetProperty("alpha").GetDouble();
            (DirectPadding, RotatedPadding) = (encoding.GetProperty("direct_padding").GetDouble(), encoding.GetProperty("rotated_padding").GetDouble());
        }

        public NpyArray Plus { get; }

        public NpyArray Minus { get; }

        public double[] Bias { get; }

        public double[] Offset { get; }

        public double DirectPadding { get; }

        public double RotatedPadding { get; }

        public double Rotated(double sent)
        {
            Assert.IsGreaterThanOrEqualTo(-Rounding, _alpha - sent);
            return _alpha - sent;
        }
    }
}
