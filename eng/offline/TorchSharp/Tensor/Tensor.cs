using TorchSharp.Native;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of libtorch. Its native part lives until it is disposed, by its owner or by the dispose scope that it belongs to.</summary>
    public partial class Tensor : IDisposable
    {
        internal IntPtr handle;

        static long s_totalCount;
        static long s_peakCount;

        internal Tensor(IntPtr handle)
        {
            this.handle = handle;
            var count = Interlocked.Increment(ref s_totalCount);
            if (count > s_peakCount) s_peakCount = count;
            OwningDisposeScope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Tensors that live, in all threads.</summary>
        public static long TotalCount => s_totalCount;

        public static long PeakCount => s_peakCount;

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public IntPtr Handle => handle == IntPtr.Zero ? throw new InvalidOperationException("Tensor invalid -- empty handle.") : handle;

        public bool IsInvalid => handle == IntPtr.Zero;

        public string? name { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing) OwningDisposeScope?.MarkAsDisposed(this);
            if (handle == IntPtr.Zero) return;
            Interlocked.Decrement(ref s_totalCount);
            nnt_tensor_dispose(handle);
            handle = IntPtr.Zero;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>Gives the native tensor away; the caller owns it from now on.</summary>
        public IntPtr DecoupleFromNativeHandle()
        {
            var taken = Handle;
            GC.SuppressFinalize(this);
            Interlocked.Decrement(ref s_totalCount);
            handle = IntPtr.Zero;
            return taken;
        }

        // Leaves this tensor empty without counting it out, as the library does when a parameter takes its data over.
        internal IntPtr MoveHandle()
        {
            var taken = handle;
            handle = IntPtr.Zero;
            return taken;
        }

        public Tensor alias() => new(NativeMethods.Check(nnt_tensor_alias(Handle)));
    }
}
