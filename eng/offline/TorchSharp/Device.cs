#nullable disable
using System.Globalization;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lies: a kind of device and its number, -1 for the current or only one.</summary>
    public class Device
    {
        public Device(string description)
        {
            var parts = description.Split(':');
            type = Parse(parts[0]);
            if (parts.Length > 1) index = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public Device(int index)
        {
            type = DeviceType.CUDA;
            this.index = index;
        }

        public DeviceType type { get; private set; } = DeviceType.CPU;

        public int index { get; private set; } = -1;

        public static implicit operator Device(string description) => new(description);

        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index == -1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        static DeviceType Parse(string name) => Enum.Parse<DeviceType>(name.ToUpperInvariant());
    }

    public static readonly Device CPU = new(DeviceType.CPU);
    public static readonly Device META = new(DeviceType.META);

    public static Device CUDA
    {
        get
        {
            InitializeDeviceType(DeviceType.CUDA);
            return new Device(DeviceType.CUDA);
        }
    }

    public static Device device(string description) => InitializeDevice(new Device(description));
    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));
    public static Device device(int index) => new(index);

    static Device s_defaultDevice = CPU;
    static ScalarType s_defaultType = ScalarType.Float32;

    public static Device get_default_device() => s_defaultDevice;
    public static void set_default_device(Device device) => s_defaultDevice = device;
    public static void set_default_device(string device) => s_defaultDevice = new Device(device);
    public static ScalarType get_default_dtype() => s_defaultType;
    public static void set_default_dtype(ScalarType dtype) => s_defaultType = dtype;

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType)) throw new InvalidOperationException($"Torch device type {deviceType} did not initialise on the current machine.");
    }

    public static bool TryInitializeDeviceType(DeviceType deviceType) => deviceType != DeviceType.CUDA || cuda.is_available();

    public static Device InitializeDevice(Device device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }

    public static class cuda
    {
        public static bool is_available() => NativeMethods.Answer(NativeMethods.nnt_cuda_ask(NativeMethods.CudaQuestion.Available)) != 0;
        public static bool is_cudnn_available() => NativeMethods.Answer(NativeMethods.nnt_cuda_ask(NativeMethods.CudaQuestion.CudnnAvailable)) != 0;
        public static int device_count() => NativeMethods.Answer(NativeMethods.nnt_cuda_ask(NativeMethods.CudaQuestion.DeviceCount));
        public static void manual_seed(long seed) => NativeMethods.Check(NativeMethods.nnt_cuda_manual_seed(seed, 0));
        public static void manual_seed_all(long seed) => NativeMethods.Check(NativeMethods.nnt_cuda_manual_seed(seed, 1));
        public static void synchronize(Device device = null) => NativeMethods.Check(NativeMethods.nnt_cuda_synchronize(device?.index ?? -1));
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static bool allow_tf32
                {
                    get => NativeMethods.Answer(NativeMethods.nnt_get_flag(NativeMethods.Flag.CublasTF32)) != 0;
                    set => NativeMethods.Check(NativeMethods.nnt_set_flag(NativeMethods.Flag.CublasTF32, value ? 1 : 0));
                }
            }
        }

        public static class cudnn
        {
            public static bool allow_tf32
            {
                get => NativeMethods.Answer(NativeMethods.nnt_get_flag(NativeMethods.Flag.CudnnTF32)) != 0;
                set => NativeMethods.Check(NativeMethods.nnt_set_flag(NativeMethods.Flag.CudnnTF32, value ? 1 : 0));
            }
        }
    }
}
