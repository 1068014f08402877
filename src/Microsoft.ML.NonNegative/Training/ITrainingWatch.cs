using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>What a training loop tells and asks while it runs.</summary>
internal interface ITrainingWatch
{
    /// <summary>Stops the loop before its next step.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>Throws an <see cref="OperationCanceledException"/> when training is to stop; asked before every step.</summary>
    void CheckCancellation();

    /// <summary>Tells of a step.</summary>
    void Report(TrainingProgress progress);

    /// <summary>Keeps the state of a step's end.</summary>
    void Keep(TrainingState state, MultiplicativeOptimizer optimizer);

    /// <summary>Tells of something that the user should know.</summary>
    void Warn(string message);
}
