namespace NonNegML.Benchmarks.Inference;

/// <summary>What is compared with Python's torch, and how often.</summary>
/// <param name="Script">eng/inference/forward.py.</param>
/// <param name="Threads">Of libtorch, on both sides.</param>
/// <param name="Rounds">Measurements of each side, in turn.</param>
/// <param name="CnnRows">Images of a pass through the small CNN; 0 leaves it out.</param>
/// <param name="ResNetRows">Images of a pass through ResNet-18; 0 leaves it out.</param>
/// <param name="Singles">Images that are scored one by one in a round; 0 leaves them out.</param>
internal sealed record InferenceOptions(string Script, int Threads, int Rounds, int CnnRows, int ResNetRows, int Singles)
{
    public const int Batch = 256;
    public const int DefaultRounds = 7;
    public const int DefaultCnnRows = 10_000;
    public const int DefaultResNetRows = 512;
    public const int DefaultSingles = 200;
}
