using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Where and how a training computes: its device, its threads, its precision. Threads and TF32 are settings of the whole process; they are set back at the end.</summary>
internal sealed class ComputeSession : IDisposable
{
    private readonly int? _threads;
    private readonly (bool Products, bool Convolutions)? _allowed;

    /// <param name="options">What is asked for.</param>
    /// <param name="host">Says what the MLContext prefers.</param>
    /// <param name="channel">Is told of the device, and warned where it is another one than was asked for.</param>
    /// <exception cref="InvalidOperationException">The GPU is not there, and training on the CPU instead is not allowed; or the precision needs a GPU.</exception>
    public ComputeSession(NonNegativeImageClassificationTrainer.Options options, IHost host, IChannel channel)
    {
        var preference = MLNetBridge.DevicePreference(host);
        var asked = options.GpuDeviceId ?? preference.GpuDeviceId;
        Device = Resolve(asked, options.FallbackToCpu ?? preference.FallbackToCpu, channel);
        Type = TypeOf(options.Precision, asked, channel);
        if (options.Threads is { } threads)
        {
            _threads = get_num_threads();
            set_num_threads(threads);
        }
        if (Device.type == DeviceType.CUDA)
        {
            _allowed = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (options.Precision == TrainingPrecision.TensorFloat32, options.Precision == TrainingPrecision.TensorFloat32);
        }
        channel.Info(MessageSensitivity.None, Device.type == DeviceType.CPU ? $"Training on the CPU with {get_num_threads()} threads." : $"Training on {Device}, precision {options.Precision}.");
    }

    /// <summary>The device.</summary>
    public Device Device { get; }

    /// <summary>The type to compute with.</summary>
    public ScalarType Type { get; }

    public void Dispose()
    {
        if (_threads is { } threads)
            set_num_threads(threads);
        if (_allowed is { } allowed)
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = allowed;
    }

    private static Device Resolve(int? gpu, bool fallsBack, IChannel channel)
    {
        if (gpu is not { } index)
            return CPU;
        var found = cuda.is_available() ? cuda.device_count() : 0;
        if (index < found)
            return new Device(DeviceType.CUDA, index);
        var missing = $"The GPU {index} was asked for (GpuDeviceId), but libtorch finds {(found == 0 ? "no CUDA GPU" : $"GPUs 0 to {found - 1} only")}";
        if (!fallsBack)
            throw new InvalidOperationException($"{missing}. Use a libtorch for CUDA (TorchSharp-cuda-linux or TorchSharp-cuda-windows) and a driver for it, set GpuDeviceId to null, or FallbackToCpu to true.");
        channel.Warning(MessageSensitivity.None, $"{missing}; training on the CPU instead, as FallbackToCpu allows.");
        return CPU;
    }

    private ScalarType TypeOf(TrainingPrecision precision, int? asked, IChannel channel)
    {
        if (precision == TrainingPrecision.Single || Device.type == DeviceType.CUDA)
            return precision == TrainingPrecision.BFloat16 ? bfloat16 : float32;
        if (asked is null)
            throw new InvalidOperationException($"The precision {precision} needs a CUDA GPU, but training runs on the CPU. Set MLContext.GpuDeviceId, or Precision to {nameof(TrainingPrecision.Single)}.");
        channel.Warning(MessageSensitivity.None, $"The precision {precision} needs a CUDA GPU; on the CPU it is {nameof(TrainingPrecision.Single)}.");
        return float32;
    }
}
