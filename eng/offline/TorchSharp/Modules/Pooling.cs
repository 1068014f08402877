using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
    {
        readonly long[] _kernel;
        readonly long[] _strides;
        readonly long[] _padding;
        readonly long[] _dilation;
        readonly bool _ceil;

        internal MaxPool2d(long[] kernel, long[]? strides, long[]? padding, long[]? dilation, bool ceil) : base(nameof(MaxPool2d)) =>
            (_kernel, _strides, _padding, _dilation, _ceil) = (kernel, strides ?? kernel, padding ?? [0, 0], dilation ?? [1, 1], ceil);

        public override Tensor forward(Tensor input) => Ops.max_pool2d.Call(input, _kernel, _strides, _padding, _dilation, _ceil);

        public (Tensor Values, Tensor Indices) forward_with_indices(Tensor tensor) =>
            Ops.max_pool2d_with_indices.Call2(tensor, _kernel, _strides, _padding, _dilation, _ceil);
    }

    public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
    {
        readonly long[] _kernel;
        readonly long[] _strides;
        readonly long[] _padding;
        readonly bool _ceil;
        readonly bool _countsPadding;
        readonly long? _divisor;

        internal AvgPool2d(long[] kernel, long[]? strides, long[]? padding, bool ceil, bool countsPadding, long? divisor) : base(nameof(AvgPool2d)) =>
            (_kernel, _strides, _padding, _ceil, _countsPadding, _divisor) = (kernel, strides ?? kernel, padding ?? [0, 0], ceil, countsPadding, divisor > 0 ? divisor : null);

        public override Tensor forward(Tensor input) => Ops.avg_pool2d.Call(input, _kernel, _strides, _padding, _ceil, _countsPadding, _divisor);
    }

    public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
    {
        readonly long[] _size;

        internal AdaptiveAvgPool2d(long[] size) : base(nameof(AdaptiveAvgPool2d)) => _size = size;

        public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, _size);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static MaxPool2d MaxPool2d(long kernelSize, long? stride = null, long? padding = null, long? dilation = null, bool ceilMode = false) =>
                MaxPool2d(Square(kernelSize), Square(stride), Square(padding), Square(dilation), ceilMode);

            public static MaxPool2d MaxPool2d((long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceilMode = false) =>
                MaxPool2d(Pair(kernelSize), Pair(stride), Pair(padding), Pair(dilation), ceilMode);

            public static MaxPool2d MaxPool2d(long[] kernelSize, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceilMode = false) =>
                new(kernelSize, strides, padding, dilation, ceilMode);

            public static AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2d(Square(kernel_size), Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            public static AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                AvgPool2d(Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

            public static AvgPool2d AvgPool2d(long[] kernel_size, long[]? strides = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(kernel_size, strides, padding, ceil_mode, count_include_pad, divisor_override);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long outputSize) => new(Square(outputSize));

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) outputSize) => new(Pair(outputSize));

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] outputSize) => new(outputSize);

            static long[] Square(long size) => [size, size];

            static long[]? Square(long? size) => size is long s ? Square(s) : null;

            static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];

            static long[]? Pair((long, long)? pair) => pair is { } p ? Pair(p) : null;
        }
    }
}
