using System.Runtime.CompilerServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    // Parts of a tensor by index.
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(indices, value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => At([i1]);
            set => Put([i1], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Put([i1, i2], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Put([i1, i2, i3], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Put([i1, i2, i3, i4], value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (part, positions) = View(indices);
            if (positions is null) return part;
            using (part) return Ops.index_Tensor.Call(part, Arg.Optional(positions));
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            var (part, positions) = View(indices);
            using (part)
            {
                if (positions is null) part.copy_(value);
                else Ops.index_put_.Run(part, Arg.Optional(positions), value);
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = Ops.full.Call(Array.Empty<long>(), value, dtype, Arg.None, device);
            return index_put_(number, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        Tensor At(long[] positions) => index(Array.ConvertAll(positions, p => TensorIndex.Single(p)));

        void Put(long[] positions, Tensor value) => index_put_(value, Array.ConvertAll(positions, p => TensorIndex.Single(p)));

        // What the simple indices leave, as a view; and the positions wanted along its dimensions, where tensors are among the indices.
        (Tensor Part, Tensor?[]? Positions) View(TensorIndex[] indices)
        {
            var part = alias();
            var positions = new List<Tensor?>();
            var named = indices.Sum(Consumed);
            var dim = 0L;
            foreach (var index in indices)
            {
                switch (index.What)
                {
                    case TensorIndex.Kind.Single:
                        Step(ref part, part.select(dim, index.Start ?? 0));
                        continue;
                    case TensorIndex.Kind.Slice:
                        Step(ref part, Ops.slice_Tensor.Call(part, dim, index.Start, index.Stop, index.Step ?? 1));
                        positions.Add(null);
                        break;
                    case TensorIndex.Kind.None:
                        Step(ref part, part.unsqueeze(dim));
                        positions.Add(null);
                        break;
                    case TensorIndex.Kind.Bool:
                        Step(ref part, part.unsqueeze(dim));
                        positions.Add(tensor(index.Start == 1 ? new long[] { 0 } : []));
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        var skipped = Dimensions - named;
                        for (var i = 0; i < skipped; i++) positions.Add(null);
                        dim += skipped;
                        continue;
                    default:
                        // Simple indices behind it go on at the next dimension, even where a mask has several, as they do in libtorch.
                        positions.Add(index.Positions);
                        break;
                }
                dim++;
            }
            return (part, positions.Exists(p => p is not null) ? [.. positions] : null);
        }

        // How many dimensions an index takes up.
        static long Consumed(TensorIndex index) => index.What switch
        {
            TensorIndex.Kind.None or TensorIndex.Kind.Ellipsis or TensorIndex.Kind.Bool => 0,
            TensorIndex.Kind.Tensor when index.Positions!.dtype == ScalarType.Bool => index.Positions.Dimensions,
            _ => 1,
        };

        static void Step(ref Tensor part, Tensor next)
        {
            part.Dispose();
            part = next;
        }
    }
}
