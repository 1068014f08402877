namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an index: a position, a range, a mask or list of positions, or a change of dimensions.</summary>
    public struct TensorIndex
    {
        internal enum Kind { Single, Slice, Bool, Tensor, None, Ellipsis }

        internal Kind What;
        internal long? Start;
        internal long? Stop;
        internal long? Step;
        internal Tensor? Positions;

        public static TensorIndex None = new() { What = Kind.None };
        public static TensorIndex Null = new() { What = Kind.None };
        public static TensorIndex Ellipsis = new() { What = Kind.Ellipsis };
        public static TensorIndex Colon = new() { What = Kind.Slice };

        public static TensorIndex Single(long? index) => new() { What = Kind.Single, Start = index };

        public static TensorIndex Bool(bool value) => new() { What = Kind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Tensor(Tensor tensor) => new() { What = Kind.Tensor, Positions = tensor };

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { What = Kind.Slice, Start = start, Stop = stop, Step = step };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) => Slice(From(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : From(range.End));

        static long From(Index index) => index.IsFromEnd ? -index.Value : index.Value;

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(From(index));
    }
}
