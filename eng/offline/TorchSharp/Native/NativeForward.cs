using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>A custom function of which forward has run, as the native library sees it; see eng/offline/native/function.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeForward
{
    public IntPtr Name;
    public IntPtr State;
    public delegate* unmanaged<IntPtr, IntPtr*, long, IntPtr, IntPtr> Backward;
    public delegate* unmanaged<IntPtr, void> Release;
    public IntPtr* Handles;
    public long Inputs;
    public long Outputs;
    public long Dirty;
    public long NonDifferentiable;
    public long Saved;
    public long Materialize;
}
