namespace Microsoft.ML.NonNegative;

/// <summary>The numbers that training computes with. Weights, moments and models are in single precision in any case.</summary>
public enum TrainingPrecision
{
    /// <summary>Single precision throughout.</summary>
    Single,

    /// <summary>Matrix products and convolutions round their inputs to 10 bits behind the binary point (TF32); CUDA GPUs of compute capability 8.0 and later.</summary>
    TensorFloat32,

    /// <summary>Forward and backward passes in bfloat16, 7 bits behind the binary point; the update is applied to weights in single precision. CUDA GPUs.</summary>
    BFloat16,
}
