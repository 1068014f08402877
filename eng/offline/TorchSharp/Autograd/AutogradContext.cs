#nullable disable
using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What the forward of one call of a custom function leaves for its backward. The node in the graph keeps it alive.</summary>
        public unsafe class AutogradContext : IDisposable
        {
            readonly Func<AutogradContext, List<Tensor>, List<Tensor>> _backward;
            readonly string _function;
            readonly bool[] _takesGradient;
            List<Tensor> _toSave = [];
            List<Tensor> _dirty = [];
            List<Tensor> _nonDifferentiable = [];
            Dictionary<string, object> _data;
            int _savedCount;
            IntPtr _node;

            internal AutogradContext(string function, Func<AutogradContext, List<Tensor>, List<Tensor>> backward, object[] arguments)
            {
                _function = function;
                _backward = backward;
                _takesGradient = Array.ConvertAll(arguments, IsTensor);
            }

            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>Whether backward sees zeros where an output has no gradient, instead of an invalid tensor.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Tensors for backward, inputs and outputs among them; missing ones may be null.</summary>
            public void save_for_backward(List<Tensor> tensors) => _toSave = tensors;

            /// <summary>Anything else for backward.</summary>
            public void save_data(string key, object value) => (_data ??= [])[key] = value;

            public object get_data(string key) => _data is not null && _data.TryGetValue(key, out var value) ? value : null;

            /// <summary>The inputs that forward has changed in place.</summary>
            public void mark_dirty(List<Tensor> tensors) => _dirty = [.. tensors];

            /// <summary>The outputs that have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => _nonDifferentiable = [.. tensors];

            /// <summary>The tensors of save_for_backward, in new wrappers; null where one was missing.</summary>
            public List<Tensor> get_saved_variables()
            {
                if (_node == IntPtr.Zero || _savedCount == 0) return [];
                var handles = new IntPtr[_savedCount];
                fixed (IntPtr* h = handles) NativeMethods.Check(nnt_function_saved(_node, h));
                return [.. handles.Select(handle => handle == IntPtr.Zero ? null : new Tensor(handle))];
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Lets the saved tensors go.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (disposing && _node != IntPtr.Zero) nnt_function_release(_node);
            }

            /// <summary>Puts the function into the graph where it has a gradient; returns its outputs as the caller gets them.</summary>
            internal List<Tensor> Finish(IntPtr name, List<Tensor> inputs, List<Tensor> outputs, bool hasGradient)
            {
                var saved = hasGradient ? _toSave : [];
                var handles = new IntPtr[inputs.Count + outputs.Count + _dirty.Count + _nonDifferentiable.Count + saved.Count];
                var next = 0;
                foreach (var list in (ReadOnlySpan<List<Tensor>>)[inputs, outputs, _dirty, _nonDifferentiable])
                    foreach (var tensor in list) handles[next++] = tensor.Handle;
                foreach (var tensor in saved) handles[next++] = tensor?.handle ?? IntPtr.Zero;

                var results = new IntPtr[outputs.Count];
                fixed (IntPtr* h = handles, r = results)
                {
                    var forward = new NativeForward
                    {
                        Name = name,
                        State = hasGradient ? GCHandle.ToIntPtr(GCHandle.Alloc(this)) : IntPtr.Zero,
                        Backward = &Backward,
                        Release = &Release,
                        Handles = h,
                        Inputs = inputs.Count,
                        Outputs = outputs.Count,
                        Dirty = _dirty.Count,
                        NonDifferentiable = _nonDifferentiable.Count,
                        Saved = saved.Count,
                        Materialize = MaterializeGrads ? 1 : 0,
                    };
                    NativeMethods.Check(nnt_function_forward(&forward, r, out _node));
                }
                GC.KeepAlive((inputs, outputs, _dirty, _nonDifferentiable, saved));
                _savedCount = saved.Count;
                (_toSave, _dirty, _nonDifferentiable) = ([], [], []);
                return [.. outputs.Select((output, i) => results[i] == IntPtr.Zero ? output : new Tensor(results[i]))];
            }

            internal static bool IsTensor(object argument) => argument is Tensor { IsInvalid: false };

            // Called by the node, on the thread that runs this part of the backward pass. What is created here and still in this scope
            // at the end, the returned gradients among it, is disposed.
            [UnmanagedCallersOnly]
            static IntPtr Backward(IntPtr state, IntPtr* grads, long count, IntPtr results)
            {
                try
                {
                    using var scope = NewDisposeScope();
                    var outputs = new List<Tensor>((int)count);
                    for (var i = 0; i < count; i++) outputs.Add(grads[i] == IntPtr.Zero ? Missing() : new Tensor(grads[i]));
                    var context = (AutogradContext)GCHandle.FromIntPtr(state).Target!;
                    context.Return(context._backward(context, outputs), results);
                    return IntPtr.Zero;
                }
                catch (Exception thrown)
                {
                    return GCHandle.ToIntPtr(GCHandle.Alloc(thrown));
                }
            }

            // Called when the node goes, with its context, and when an exception of backward has found no taker.
            [UnmanagedCallersOnly]
            static void Release(IntPtr state)
            {
                var handle = GCHandle.FromIntPtr(state);
                if (handle.Target is AutogradContext context) context._node = IntPtr.Zero;
                handle.Free();
            }

            // Stands where an output has no gradient.
            static Tensor Missing()
            {
                var tensor = empty(0);
                tensor.Dispose();
                return tensor;
            }

            void Return(List<Tensor> gradients, IntPtr results)
            {
                var given = gradients?.Count ?? 0;
                if (given < _takesGradient.Length || gradients.Skip(_takesGradient.Length).Any(IsTensor))
                    throw new InvalidOperationException($"The backward of {_function} returned {given} gradients; expected {_takesGradient.Length}, one for each argument of its forward.");
                var input = 0;
                for (var i = 0; i < _takesGradient.Length; i++)
                {
                    var gradient = gradients[i];
                    if (IsTensor(gradient) && !_takesGradient[i])
                        throw new InvalidOperationException($"The backward of {_function} returned a gradient for argument {i} of its forward, which is not a tensor; expected null.");
                    if (IsTensor(gradient)) nnt_function_return(results, input, gradient.Handle);
                    if (_takesGradient[i]) input++;
                }
            }
        }
    }
}
