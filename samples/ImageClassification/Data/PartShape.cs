namespace NonNegML.Samples.ImageClassification;

/// <summary>One of the five shapes that generated images are composed of: line segments in the square [-1, 1] x [-1, 1], y downwards.</summary>
internal sealed record PartShape(int Index, string Name, (double X1, double Y1, double X2, double Y2)[] Segments)
{
    /// <summary>All shapes, by index.</summary>
    public static IReadOnlyList<PartShape> All { get; } =
    [
        new(0, "ring",
        [
            (-.4, -1, .4, -1), (.4, -1, 1, -.4), (1, -.4, 1, .4), (1, .4, .4, 1),
            (.4, 1, -.4, 1), (-.4, 1, -1, .4), (-1, .4, -1, -.4), (-1, -.4, -.4, -1),
        ]),
        new(1, "cross", [(-1, 0, 1, 0), (0, -1, 0, 1)]),
        new(2, "bars", [(-1, -.7, 1, -.7), (-1, .7, 1, .7)]),
        new(3, "corner", [(-1, -1, -1, 1), (-1, 1, 1, 1)]),
        new(4, "wedge", [(-1, -1, 0, 1), (0, 1, 1, -1)]),
    ];
}
