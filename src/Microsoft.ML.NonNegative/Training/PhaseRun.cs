using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>A phase while it is trained.</summary>
internal sealed record PhaseRun(TrainingState State, TrainingSettings Settings, MultiplicativeOptimizer Optimizer, BatchPlan Plan, RestorePoint? RestorePoint, TrainingClock Clock)
{
    /// <summary>The steps of the phase that are done.</summary>
    public long StepsDone => (State.Epoch - 1L) * Plan.Steps + State.Step;

    /// <summary>The factor on the learning rates in the next step.</summary>
    public double RateFactor => FactorAt(StepsDone);

    /// <summary>Where training stands after a step.</summary>
    public TrainingProgress Progress() => Clock.Stamp(new TrainingProgress(Settings.Phase, State.Epoch, Settings.Epochs, State.Step, Plan.Steps, State.Tally.Loss, State.Tally.Accuracy, 0, TimeSpan.Zero)
    {
        LearningRateFactor = FactorAt(StepsDone - 1),
        LearningRate = Optimizer.ParamGroups.First().LearningRate,
    }, (long)Plan.Steps * Settings.Epochs - StepsDone);

    private double FactorAt(long step) => State.RateFactor * Settings.Schedule.Factor(step, (long)Plan.Steps * Settings.Epochs, Settings.WarmUp);
}
