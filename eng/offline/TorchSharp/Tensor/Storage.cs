using System.Collections;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The memory that a tensor is a view of.</summary>
    public abstract class Storage
    {
        protected Tensor? _tensor;
        protected IntPtr _tensor_data_ptr;

        private protected unsafe Storage(Tensor tensor)
        {
            _tensor = tensor;
            _tensor_data_ptr = (IntPtr)((byte*)tensor.DataPointer() - tensor.storage_offset() * tensor.ElementSize);
        }

        public abstract int element_size();

        public ulong nbytes() => (ulong)_tensor!.StorageBytes;
    }

    /// <summary>That memory as elements of one type; a tensor of another type is converted first, into memory of its own.</summary>
    public sealed unsafe class Storage<T> : Storage, IDisposable, IEnumerable<T> where T : unmanaged
    {
        internal Storage(Tensor tensor) : base(tensor) { }

        public int Count => (int)nbytes() / sizeof(T);

        public bool IsReadOnly => false;

        public Device device => _tensor!.device;

        public T this[int index]
        {
            get => ((T*)_tensor_data_ptr)[Checked(index)];
            set => ((T*)_tensor_data_ptr)[Checked(index)] = value;
        }

        public override int element_size() => sizeof(T);

        public T[] ToArray() => new ReadOnlySpan<T>((void*)_tensor_data_ptr, Count).ToArray();

        public void fill_(T value) => new Span<T>((void*)_tensor_data_ptr, Count).Fill(value);

        public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        // Lets go of the tensor without disposing it, as the library does.
        public void Dispose()
        {
            _tensor_data_ptr = IntPtr.Zero;
            _tensor = null;
        }

        int Checked(int index) => index < 0 || index >= Count ? throw new IndexOutOfRangeException() : index;
    }

    public partial class Tensor
    {
        public Storage<T> storage<T>() where T : unmanaged
        {
            var type = default(T) switch
            {
                byte => ScalarType.Byte,
                bool => ScalarType.Bool,
                int => ScalarType.Int32,
                long => ScalarType.Int64,
                float => ScalarType.Float32,
                double => ScalarType.Float64,
                _ => throw new NotSupportedException(),
            };
            return new Storage<T>(to_type(type));
        }

        internal long StorageBytes => Get(Property.StorageBytes);
    }
}
