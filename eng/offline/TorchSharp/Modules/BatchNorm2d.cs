using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class BatchNorm2d : nn.Module<Tensor, Tensor>
    {
        readonly double _eps;
        readonly double _momentum;
        readonly bool _tracks;

        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track) : base(nameof(BatchNorm2d))
        {
            (_eps, _momentum, _tracks) = (eps, momentum, track);
            if (affine)
            {
                register_parameter("weight", new Parameter(ones(features, ScalarType.Float32, CPU)));
                register_parameter("bias", new Parameter(zeros(features, ScalarType.Float32, CPU)));
            }
            if (!track) return;
            register_buffer("running_mean", zeros(features, ScalarType.Float32, CPU));
            register_buffer("running_var", ones(features, ScalarType.Float32, CPU));
            register_buffer("num_batches_tracked", tensor(0L));
        }

        internal override bool KeepsParameters => true;

        /// <summary>The weight, in a new wrapper at each call; null where the layer has none.</summary>
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

        public Tensor? running_mean
        {
            get => Buffer("running_mean")?.alias();
            set => ConditionallyRegisterBuffer("running_mean", value ?? throw new ArgumentNullException(nameof(value)));
        }

        public Tensor? running_var
        {
            get => Buffer("running_var")?.alias();
            set => ConditionallyRegisterBuffer("running_var", value ?? throw new ArgumentNullException(nameof(value)));
        }

        public Tensor? num_batches_tracked => Buffer("num_batches_tracked")?.alias();

        public void reset_running_stats()
        {
            Buffer("running_mean")?.zero_();
            Buffer("running_var")?.fill_(1);
            Buffer("num_batches_tracked")?.zero_();
        }

        public override Tensor forward(Tensor input)
        {
            if (input.Dimensions != 4) throw new ArgumentException($"Invalid number of dimensions for BatchNorm argument: {input.Dimensions}");
            if (training && _tracks) Buffer("num_batches_tracked")!.add_(1);
            return nn.functional.Normalized(input, Buffer("running_mean"), Buffer("running_var"), Own("weight"), Own("bias"), training || !_tracks, _momentum, _eps);
        }

        Tensor? Buffer(string name) => _internal_buffers.TryGetValue(name, out var entry) ? entry.Item1 : null;

        Tensor? Own(string name) => _internal_params.TryGetValue(name, out var parameter) ? parameter : null;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm2d BatchNorm2d(long features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new BatchNorm2d(features, eps, momentum, affine, track_running_stats).Moved<BatchNorm2d>(device, dtype);
        }
    }
}
