using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>The C interface of the native library; see eng/offline/native.</summary>
internal static unsafe partial class NativeMethods
{
    const string Library = "nonnegml_torch";

    [LibraryImport(Library)] internal static partial byte* nnt_last_error();
    [LibraryImport(Library)] internal static partial IntPtr nnt_find(byte* name, byte* overload);
    [LibraryImport(Library)] internal static partial int nnt_call(IntPtr op, NativeValue* arguments, int argumentCount, NativeValue* results, int resultCount);
    [LibraryImport(Library)] internal static partial void nnt_free_list(IntPtr list);

    [LibraryImport(Library)] internal static partial void nnt_tensor_dispose(IntPtr tensor);
    [LibraryImport(Library)] internal static partial IntPtr nnt_tensor_alias(IntPtr tensor);
    [LibraryImport(Library)] internal static partial IntPtr nnt_tensor_from_memory(void* data, long* sizes, int dim, int dtype);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void* nnt_tensor_data(IntPtr tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int nnt_tensor_get(IntPtr tensor, Property property, long* value);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int nnt_tensor_shape(IntPtr tensor, long* sizes, long* strides);

    [LibraryImport(Library)] internal static partial int nnt_set_requires_grad(IntPtr tensor, int value);
    [LibraryImport(Library)] internal static partial int nnt_get_grad(IntPtr tensor, IntPtr* grad);
    [LibraryImport(Library)] internal static partial int nnt_set_grad(IntPtr tensor, IntPtr grad);
    [LibraryImport(Library)] internal static partial int nnt_backward(IntPtr* tensors, long count, IntPtr* grads, long gradCount, int retainGraph, int createGraph, IntPtr* inputs, long inputCount, out IntPtr error);
    [LibraryImport(Library)]
    internal static partial int nnt_grad(IntPtr* outputs, long outputCount, IntPtr* inputs, long inputCount, IntPtr* grads, long gradCount,
        int retainGraph, int createGraph, int allowUnused, IntPtr* results, out IntPtr error);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int nnt_grad_enabled();
    [LibraryImport(Library), SuppressGCTransition] internal static partial void nnt_set_grad_enabled(int value);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int nnt_inference_enabled();
    [LibraryImport(Library)] internal static partial IntPtr nnt_inference_begin(int value);
    [LibraryImport(Library)] internal static partial void nnt_inference_end(IntPtr guard);

    [LibraryImport(Library)] internal static partial int nnt_function_forward(NativeForward* forward, IntPtr* results, out IntPtr node);
    [LibraryImport(Library)] internal static partial int nnt_function_saved(IntPtr node, IntPtr* results);
    [LibraryImport(Library)] internal static partial void nnt_function_release(IntPtr node);
    [LibraryImport(Library)] internal static partial void nnt_function_return(IntPtr results, long index, IntPtr gradient);

    [LibraryImport(Library)] internal static partial int nnt_get_threads(int interop);
    [LibraryImport(Library)] internal static partial int nnt_set_threads(int interop, int count);
    [LibraryImport(Library)] internal static partial int nnt_manual_seed(long seed);
    [LibraryImport(Library)] internal static partial int nnt_cuda_manual_seed(long seed, int all);
    [LibraryImport(Library)] internal static partial IntPtr nnt_default_generator();
    [LibraryImport(Library)] internal static partial IntPtr nnt_new_generator(ulong seed, int deviceType, int deviceIndex);
    [LibraryImport(Library)] internal static partial void nnt_generator_dispose(IntPtr generator);
    [LibraryImport(Library)] internal static partial int nnt_generator_set_seed(IntPtr generator, ulong seed);
    [LibraryImport(Library)] internal static partial int nnt_generator_seed(IntPtr generator, long* seed);
    [LibraryImport(Library)] internal static partial IntPtr nnt_generator_get_state(IntPtr generator);
    [LibraryImport(Library)] internal static partial int nnt_generator_set_state(IntPtr generator, IntPtr state);
    [LibraryImport(Library)] internal static partial int nnt_cuda_ask(CudaQuestion question);
    [LibraryImport(Library)] internal static partial int nnt_cuda_synchronize(long device);
    [LibraryImport(Library)] internal static partial int nnt_get_flag(Flag flag);
    [LibraryImport(Library)] internal static partial int nnt_set_flag(Flag flag, int value);

    internal enum Property { Dim, Numel, ElementSize, Dtype, DeviceType, DeviceIndex, Layout, RequiresGrad, IsLeaf, StorageOffset, StorageBytes, IsContiguous, IsConj, IsNeg }

    internal enum CudaQuestion { Available, CudnnAvailable, DeviceCount }

    internal enum Flag { CublasTF32, CudnnTF32 }

    /// <summary>The failure that the native library last reported on this thread.</summary>
    internal static ExternalException Failure() => new(Marshal.PtrToStringUTF8((IntPtr)nnt_last_error()));

    /// <summary>Throws that failure where a function returned its value for failure.</summary>
    internal static void Check(int succeeded)
    {
        if (succeeded == 0) throw Failure();
    }

    /// <summary>The answer of a function that returns -1 for failure.</summary>
    internal static int Answer(int value) => value < 0 ? throw Failure() : value;

    /// <summary>Throws that failure where a function returned a null handle.</summary>
    internal static IntPtr Check(IntPtr handle) => handle == IntPtr.Zero ? throw Failure() : handle;
}
