using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>A trained network, signed or non-negative.</summary>
internal interface IScoringNetwork : IDisposable
{
    /// <summary>What it is made of.</summary>
    NetworkDescription Description { get; }

    /// <summary>The scores before softmax, [batch, classes].</summary>
    /// <param name="input">Images, [batch, channels * height * width].</param>
    Tensor Score(Tensor input);

    /// <summary>A copy that can be trained on its own.</summary>
    IScoringNetwork Copy();

    /// <summary>The parameters in the order in which model files hold them.</summary>
    IEnumerable<Tensor> StoredParameters { get; }
}
