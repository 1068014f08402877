using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>
/// Keeps a GPU from shortening single precision to TensorFloat-32, until it is disposed: where c is large against z, that would cost about c / 2048 (matrix products and
/// convolutions of the whole process are concerned; on a CPU, nothing is).
/// </summary>
internal readonly ref struct FullPrecision
{
    private readonly bool _isGpu;
    private readonly bool _matrixProducts;
    private readonly bool _convolutions;

    public FullPrecision(Device device)
    {
        _isGpu = device.type == TorchSharp.DeviceType.CUDA;
        if (!_isGpu)
            return;
        (_matrixProducts, _convolutions) = (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (false, false);
    }

    public void Dispose()
    {
        if (_isGpu)
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = (_matrixProducts, _convolutions);
    }
}
