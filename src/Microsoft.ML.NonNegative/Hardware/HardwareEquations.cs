namespace Microsoft.ML.NonNegative;

/// <summary>How an exported network computes, in words: complete, for somebody who has nothing but the file.</summary>
internal static class HardwareEquations
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Signals: a signal has a value, which is sent and never negative, and an offset, which was added to what is meant: meant = value - offset. An offset is one number, or one for each output channel.",
        "Input: x of shape input.shape (channels, rows, columns) with lower <= x <= upper. Its value is x^ = x - lower, its offset is -lower.",
        "Layers: they compute in the order of 'layers'; the first takes the signal that arrives (the input, or that of the residual layer around it), every other one the signal of the one before.",
        "linear, convolution: z' = W+ x^ + W- (alpha - x^) + b', where x^ is the value of the signal that arrives, in [0, alpha]. The value is z' = z + c >= 0, the offset is c, whatever the offset before was: b' allows for it.",
        "convolution: a cross-correlation (the kernel is not flipped). Weights are [output channels, input channels / groups, rows, columns]; group i of the output channels sees group i of the input channels. 'padding' rows and columns lie on each side of the image: there, x^ is direct_padding and alpha - x^ is rotated_padding.",
        "activation: where a layer has one, y = g(z' - c). The value is y, in [minimum, maximum], the offset is 0. The next layer with weights has this maximum as its alpha, unless a layer 'other' comes between.",
        "max_pooling, average_pooling: the largest value, or the mean, of every square of kernel_size x kernel_size, one each 'stride' rows and columns; squares that do not fit are left out; what is padded is never the largest. The offset stays.",
        "adaptive_average_pooling: output row i of n is the mean of the input rows from floor(i h / n) to ceil((i + 1) h / n) - 1 of h; columns likewise. The offset stays.",
        "flatten: channel after channel, row after row. The offset stays.",
        "residual: both ways start with the signal that arrives; an empty shortcut is that signal itself. The values of the two ways are added, their offsets are added, and the sum of the offsets is subtracted once, by the activation: y = g((z'_branch + z'_shortcut) - (c_branch + c_shortcut)).",
        "other: a layer that its name and output_range describe, but no formula; it takes and gives values, and the offset stays.",
        "Scores: value - offset of the last layer, before softmax. Where only the largest score counts and c is one number, c need not be subtracted.",
    ];
}
