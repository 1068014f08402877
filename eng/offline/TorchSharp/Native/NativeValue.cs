using System.Runtime.InteropServices;

namespace TorchSharp.Native;

internal enum Tag : long { Default, None, Tensor, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, Device, Generator }

/// <summary>An argument or a result as the native library sees it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public Tag Tag;
    public long Bits;
    public long Length;
}
