using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public abstract class Convolution : nn.Module<Tensor, Tensor>
    {
        protected long input_channels;

        private protected Convolution(string name, long inputChannels) : base(name) => input_channels = inputChannels;

        protected bool ValidateShape(Tensor input, long dimensions)
        {
            var shape = input.shape;
            return shape.LongLength == dimensions + 2 && shape[1] == input_channels || shape.LongLength == dimensions + 1 && shape[0] == input_channels;
        }
    }

    public sealed class Conv2d : Convolution
    {
        readonly long[] _strides;
        readonly long[] _padding;
        readonly long[] _dilation;
        readonly long _groups;

        internal Conv2d(long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) dilation, PaddingModes mode, long groups, bool bias)
            : base(nameof(Conv2d), inputs)
        {
            if (mode != PaddingModes.Zeros) throw new NotSupportedException("Padding modes of convolutions other than zeros are not part of this stand-in.");
            _strides = [stride.Item1, stride.Item2];
            _padding = [padding.Item1, padding.Item2];
            _dilation = [dilation.Item1, dilation.Item2];
            _groups = groups;
            LayerParameters.Register(this, [outputs, inputs / groups, kernel.Item1, kernel.Item2], bias ? outputs : null);
        }

        internal override bool KeepsParameters => true;

        /// <summary>The weight, in a new wrapper at each call.</summary>
        public Parameter? weight
        {
            get => LayerParameters.Wrapped(_internal_params, "weight");
            set => ConditionallyRegisterParameter("weight", value ?? throw new ArgumentNullException(nameof(value)));
        }

        public Parameter? bias
        {
            get => LayerParameters.Wrapped(_internal_params, "bias");
            set => ConditionallyRegisterParameter("bias", value ?? throw new ArgumentNullException(nameof(value)));
        }

        public override Tensor forward(Tensor input)
        {
            if (!ValidateShape(input, 2)) throw new ArgumentException($"Expected 3D (unbatched) or 4D (batched) input with {input_channels} channels to Conv2d.");
            return nn.functional.conv2d(input, _internal_params["weight"], _internal_params.TryGetValue("bias", out var bias) ? bias : null, _strides, _padding, _dilation, _groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernelSize, kernelSize), (stride, stride), (padding, padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new Conv2d(in_channels, out_channels, kernelSize, stride ?? (1, 1), padding ?? (0, 0), dilation ?? (1, 1), padding_mode, groups, bias).Moved<Conv2d>(device, dtype);
        }
    }
}
