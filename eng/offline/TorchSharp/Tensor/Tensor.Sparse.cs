using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Sparse tensors, as far as they have to be told from others.
    public partial class Tensor
    {
        static readonly Op ToDense = new("to_dense");

        public Tensor to_dense() => ToDense.Call(this);
    }
}
