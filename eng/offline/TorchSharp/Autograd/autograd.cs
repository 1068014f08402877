#nullable disable
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static void backward(Tensor tensor, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null)
        {
            var (roots, grads, leaves) = (Handles(tensors), Handles(grad_tensors), Handles(inputs));
            fixed (IntPtr* r = roots, g = grads, l = leaves)
                CheckPass(nnt_backward(r, roots.Length, g, grads.Length, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, l, leaves.Length, out var error), error);
            GC.KeepAlive((tensors, grad_tensors, inputs));
        }

        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor> grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var (roots, leaves, grads) = (Handles(outputs), Handles(inputs), Handles(grad_outputs));
            var results = new IntPtr[leaves.Length];
            fixed (IntPtr* r = roots, l = leaves, g = grads, found = results)
                CheckPass(nnt_grad(r, roots.Length, l, leaves.Length, g, grads.Length, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, found, out var error), error);
            GC.KeepAlive((outputs, inputs, grad_outputs));
            return Array.ConvertAll(results, h => h == IntPtr.Zero ? null! : new Tensor(h)).ToList();
        }

        // Where the backward of a custom function threw, its exception goes on here.
        static void CheckPass(int succeeded, IntPtr error)
        {
            if (error != IntPtr.Zero)
            {
                var handle = GCHandle.FromIntPtr(error);
                var thrown = (Exception)handle.Target!;
                handle.Free();
                ExceptionDispatchInfo.Throw(thrown);
            }
            NativeMethods.Check(succeeded);
        }

        static IntPtr[] Handles(IList<Tensor> tensors) => tensors is null ? [] : [.. tensors.Select(t => t.Handle)];
    }
}
