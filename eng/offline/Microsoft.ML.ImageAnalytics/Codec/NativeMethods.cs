using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>The C interface of the native library; see eng/offline/native-images.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "nonnegml_images";

    [LibraryImport(Library)]
    internal static partial int nni_probe(byte* data, nuint length, out Header header);

    [LibraryImport(Library)]
    internal static partial Outcome nni_read(byte* data, nuint length, in Header header, byte* pixels);

    [LibraryImport(Library)]
    internal static partial int nni_write(in Pixels pixels, int quality, out Output output);

    [LibraryImport(Library)]
    internal static partial void nni_free(byte* bytes);

    internal enum Outcome
    {
        Failed,
        Whole,
        Incomplete,
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Header
    {
        public int Width;
        public int Height;
        public int HasAlpha;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Pixels
    {
        public byte* Bytes;
        public int Width;
        public int Height;
        public int RedFirst;
        public int HasAlpha;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Output
    {
        public byte* Bytes;
        public nuint Length;
    }
}
