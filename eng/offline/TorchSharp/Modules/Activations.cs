#nullable disable
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    public sealed class ReLU : nn.Module<Tensor, Tensor>
    {
        readonly bool _inPlace;

        internal ReLU(bool inPlace) : base(nameof(ReLU)) => _inPlace = inPlace;

        public override Tensor forward(Tensor input) => nn.functional.relu(input, _inPlace);
    }

    public sealed class Sigmoid : nn.Module<Tensor, Tensor>
    {
        internal Sigmoid() : base(nameof(Sigmoid)) { }

        public override Tensor forward(Tensor input) => input.sigmoid();
    }

    public sealed class Tanh : nn.Module<Tensor, Tensor>
    {
        internal Tanh() : base(nameof(Tanh)) { }

        public override Tensor forward(Tensor input) => input.tanh();
    }

    public sealed class Flatten : nn.Module<Tensor, Tensor>
    {
        readonly long _start;
        readonly long _end;

        internal Flatten(long start, long end) : base(nameof(Flatten)) => (_start, _end) = (start, end);

        public override Tensor forward(Tensor input) => input.flatten(_start, _end);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU(bool inplace = false) => new(inplace);
            public static Sigmoid Sigmoid() => new();
            public static Tanh Tanh() => new();
            public static Flatten Flatten(long startDim = 1, long endDim = -1) => new(startDim, endDim);
        }
    }
}
