using TorchSharp.Native;

namespace TorchSharp;

// Tensors out of arrays; the elements are copied.
public static partial class torch
{
    static unsafe Tensor FromMemory<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> dimensions, ScalarType type, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
        where T : unmanaged
    {
        var wanted = 1L;
        foreach (var size in dimensions) wanted *= size;
        if (wanted > elements.Length) throw new ArgumentException($"mismatched total size creating a tensor from an array: {wanted} vs. {elements.Length}");
        device = InitializeDevice(device);
        Tensor made;
        fixed (T* data = elements)
        fixed (long* sizes = dimensions)
            made = new Tensor(NativeMethods.Check(NativeMethods.nnt_tensor_from_memory(data, sizes, dimensions.Length, (int)type)));

        // An array that is converted on the CPU asks for gradients before the conversion, as the library has it: the result is no leaf, and gets no grad.
        if (requiresGrad && dimensions.Length > 0 && device.type == DeviceType.CPU && dtype is ScalarType converted && converted != type)
            return Made(Made(made, requiresGrad, null).to(converted, disposeAfter: true), false, names);
        if (dtype is ScalarType other && other != type || device.type != DeviceType.CPU)
            made = made.to(dtype ?? type, device, disposeAfter: true);
        return Made(made, requiresGrad, names);
    }

    // The elements of an array of several dimensions, in their order.
    static unsafe ReadOnlySpan<T> Elements<T>(Array array) where T : unmanaged =>
        System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array)), array.Length);

    static long[] Sizes(Array array) => [.. Enumerable.Range(0, array.Rank).Select(array.GetLongLength)];
}
