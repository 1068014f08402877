using TorchSharp.Native;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    // What the tensor is and where it lies.
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Get(Property.Dtype);
        public long Dimensions => Get(Property.Dim);
        public long dim() => Dimensions;
        public long ndim => Dimensions;
        public long NumberOfElements => Get(Property.Numel);
        public long numel() => NumberOfElements;
        public long ElementSize => Get(Property.ElementSize);
        public long element_size() => ElementSize;
        public long storage_offset() => Get(Property.StorageOffset);
        public bool is_contiguous() => Get(Property.IsContiguous) != 0;
        public bool is_leaf => Get(Property.IsLeaf) != 0;

        public long[] shape => Shape(strides: false);
        public long[] size() => shape;
        public long[] stride() => Shape(strides: true);
        public long size(int dim) => At(shape, dim);
        public long stride(int dim) => At(stride(), dim);

        public DeviceType device_type => (DeviceType)Get(Property.DeviceType);
        public int device_index => (int)Get(Property.DeviceIndex);
        public Device device => device_type == DeviceType.CPU ? new Device(DeviceType.CPU) : new Device(device_type, device_index);
        public bool is_cuda => device_type == DeviceType.CUDA;
        public bool is_meta => device_type == DeviceType.META;
        public bool is_cpu() => device_type == DeviceType.CPU;
        public bool is_sparse => Get(Property.Layout) == 1;

        public bool is_integral() => torch.is_integral(dtype);
        public bool is_floating_point() => torch.is_floating_point(dtype);
        public bool is_complex() => torch.is_complex(dtype);

        unsafe long Get(Property property)
        {
            long value;
            NativeMethods.Check(nnt_tensor_get(Handle, property, &value));
            return value;
        }

        unsafe long[] Shape(bool strides)
        {
            var values = new long[Get(Property.Dim)];
            fixed (long* p = values) NativeMethods.Check(nnt_tensor_shape(Handle, strides ? null : p, strides ? p : null));
            return values;
        }

        static long At(long[] values, int dim) => dim < -values.Length || dim >= values.Length
            ? throw new System.Runtime.InteropServices.ExternalException($"Dimension out of range (expected to be in range of [{-values.Length}, {values.Length - 1}], but got {dim})")
            : values[dim < 0 ? dim + values.Length : dim];
    }

    public static bool is_integral(ScalarType type) => type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;
    public static bool is_floating_point(ScalarType type) => type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;
    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;
    public static bool is_integral(Tensor t) => t.is_integral();
    public static bool is_floating_point(Tensor input) => input.is_floating_point();
    public static bool is_complex(Tensor input) => input.is_complex();
}
