namespace NonNegML.Samples.Charts;

/// <summary>A rectangle in pixels; y grows downwards.</summary>
internal readonly record struct PlotArea(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    /// <summary>
    /// The parts of a line through <paramref name="points"/> that lie inside: points that are not finite break it, what is outside is cut off.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<ChartPoint>> Clip(IEnumerable<ChartPoint> points)
    {
        var parts = new List<IReadOnlyList<ChartPoint>>();
        var part = new List<ChartPoint>();
        ChartPoint? last = null;
        foreach (var point in points)
        {
            if (!point.IsFinite)
            {
                Finish();
                last = null;
                continue;
            }
            if (last is null)
            {
                if (Holds(point))
                    part.Add(point);
            }
            else if (Segment(last.Value, point) is (var from, var to))
            {
                if (part.Count == 0 || part[^1] != from)
                {
                    Finish();
                    part.Add(from);
                }
                part.Add(to);
                if (to != point)
                    Finish();
            }
            else
            {
                Finish();
            }
            last = point;
        }
        Finish();
        return parts;

        void Finish()
        {
            if (part.Count > 0)
                parts.Add(part);
            part = [];
        }
    }

    public bool Holds(ChartPoint point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

    // Liang and Barsky: the share of the segment that lies inside, from each side in turn.
    private (ChartPoint From, ChartPoint To)? Segment(ChartPoint a, ChartPoint b)
    {
        var area = this;
        var (from, to) = (0.0, 1.0);
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        if (!Cut(-dx, a.X - Left) || !Cut(dx, Right - a.X) || !Cut(-dy, a.Y - Top) || !Cut(dy, Bottom - a.Y))
            return null;
        return (from == 0 ? a : At(from), to == 1 ? b : At(to));

        bool Cut(double along, double room)
        {
            if (along == 0)
                return room >= 0;
            var share = room / along;
            if (along < 0)
                from = Math.Max(from, share);
            else
                to = Math.Min(to, share);
            return from <= to;
        }

        // Of a step of 1e300 pixels, rounding leaves nothing: the cut lies on the edge in any case.
        ChartPoint At(double share) => new(Math.Clamp(a.X + share * dx, area.Left, area.Right), Math.Clamp(a.Y + share * dy, area.Top, area.Bottom));
    }
}
