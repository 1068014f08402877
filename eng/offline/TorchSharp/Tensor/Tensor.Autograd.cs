using TorchSharp.Native;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    // Gradients.
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Get(Property.RequiresGrad) != 0;
            set => NativeMethods.Check(nnt_set_requires_grad(Handle, value ? 1 : 0));
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>The gradient, in a new wrapper at each call.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                IntPtr found;
                NativeMethods.Check(nnt_get_grad(Handle, &found));
                return found == IntPtr.Zero ? null : new Tensor(found);
            }
            set => NativeMethods.Check(nnt_set_grad(Handle, value?.Handle ?? IntPtr.Zero));
        }

        public void retain_grad() => Ops.retain_grad.Run(this);

        public void backward() => autograd.backward([this]);

        // The two flags change places on their way, as they do in the library.
        public void backward(IList<Tensor>? grad_tensors = null, bool create_graph = false, bool retain_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, create_graph, retain_graph, inputs);

        public Tensor detach() => Ops.detach.Call(this);
        public Tensor detach_() => Ops.detach_.Update(this);
        public Tensor clone() => Ops.clone.Call(this);
    }

    public static bool is_grad_enabled() => nnt_grad_enabled() != 0;
    public static bool is_inference_mode_enabled() => nnt_inference_enabled() != 0;
    public static IDisposable no_grad() => new GradModeGuard(false);
    public static IDisposable enable_grad(bool enabled = true) => new GradModeGuard(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradModeGuard(mode);
    public static IDisposable inference_mode(bool mode = true) => new InferenceModeGuard(mode);

    // Sets the mode of this thread until it is disposed.
    sealed class GradModeGuard : IDisposable
    {
        readonly bool _before = is_grad_enabled();

        internal GradModeGuard(bool enabled) => nnt_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => nnt_set_grad_enabled(_before ? 1 : 0);
    }

    sealed class InferenceModeGuard(bool mode) : IDisposable
    {
        IntPtr _guard = nnt_inference_begin(mode ? 1 : 0);

        public void Dispose()
        {
            if (_guard != IntPtr.Zero) nnt_inference_end(_guard);
            _guard = IntPtr.Zero;
        }
    }
}
