using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        internal Linear(long inputs, long outputs, bool hasBias) : base(nameof(Linear))
        {
            LayerParameters.Register(this, [outputs, inputs], hasBias ? outputs : null);
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

        public override Tensor forward(Tensor input) =>
            nn.functional.linear(input, _internal_params["weight"], _internal_params.TryGetValue("bias", out var bias) ? bias : null);
    }

    /// <summary>What the library's layers with a weight and a bias have in common.</summary>
    internal static class LayerParameters
    {
        // Uniform between plus and minus 1/sqrt(fan in), the weight first.
        internal static void Register(nn.Module module, long[] shape, long? biases)
        {
            var bound = 1 / Math.Sqrt(shape[1..].Aggregate(1L, (product, size) => product * size));
            using var filling = no_grad();
            module.register_parameter("weight", new Parameter(empty(shape, ScalarType.Float32, CPU).uniform_(-bound, bound)));
            if (biases is long count) module.register_parameter("bias", new Parameter(empty(count, ScalarType.Float32, CPU).uniform_(-bound, bound)));
        }

        internal static Parameter? Wrapped(Utils.OrderedDict<string, Parameter> parameters, string name)
        {
            if (!parameters.TryGetValue(name, out var parameter)) return null;
            return new Parameter(Native.NativeMethods.Check(Native.NativeMethods.nnt_tensor_alias(parameter.Handle)));
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new Linear(inputSize, outputSize, hasBias).Moved<Linear>(device, dtype);
        }
    }
}
