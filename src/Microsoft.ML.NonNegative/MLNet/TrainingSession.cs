using Microsoft.ML.MultiplicativeUpdates;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>One call of Fit once its data is open: the network through all phases, with checkpoints, to the model.</summary>
/// <param name="options">Validated and completed.</param>
/// <param name="seed">Of everything that is random.</param>
/// <param name="inputs">The images to train on, and to validate on.</param>
/// <param name="compute">Where.</param>
/// <param name="channel">The log.</param>
/// <param name="watch">Is told and asked.</param>
internal sealed class TrainingSession(
    NonNegativeImageClassificationTrainer.Options options, int seed, SessionInputs inputs, ComputeSession compute, IChannel channel, TrainingWatch watch)
{
    private ResumePoint? _resumedFrom;

    /// <summary>Trains a network.</summary>
    /// <param name="start">The network to begin with; owned, and freed where training fails or goes on from a checkpoint.</param>
    /// <returns>The trained network, and how it was trained.</returns>
    public (IScoringNetwork Network, TrainingHistory History) Run(IScoringNetwork start)
    {
        WarnOfFewSteps();
        var state = new TrainingState(start is SignedNetwork ? TrainingPhase.Signed : TrainingPhase.SignPreserving, start);
        CheckpointFolder? folder = null;
        try
        {
            if (options.CheckpointFolder is { } path)
                (folder, state) = Open(path, state);
            var isComplete = RunPhase(state);
            if (state.Network is SignedNetwork signed)
                state = AfterSigned(state, signed, ref isComplete);
            return (state.Network, History(state, isComplete) with { ResumedFrom = _resumedFrom });
        }
        catch
        {
            state.Network.Dispose();
            throw;
        }
        finally
        {
            state.Average?.Dispose();
            state.Best?.Dispose();
            folder?.Dispose();
        }
    }

    private void WarnOfFewSteps()
    {
        var count = inputs.Training.Count;
        if (options.BatchSize >= count && options.BatchSize > 1 && count > 1)
            channel.Warning(MessageSensitivity.None, $"An epoch is a single step: BatchSize is {options.BatchSize}, and there are {count} images to train on. A smaller BatchSize makes more steps of them.");
    }

    private TrainingState AfterSigned(TrainingState state, SignedNetwork signed, ref bool isComplete)
    {
        watch.IsFinishing = !isComplete || options.ReturnBestOnCancellation;
        using var calibration = inputs.Calibration(options.BatchSize, seed, watch.CheckCancellation);
        signed.Calibrate(calibration.Batches(signed.Description));
        if (options.Constraint != WeightConstraint.NonNegative)
            return state;
        using var scope = NewDisposeScope();
        var rows = Math.Max(signed.Description.BatchOf(SessionInputs.ExampleRows), CalibrationImages.MinBatchSize(signed.Description));
        var next = state.Next(NonNegativeRewriting.Run(signed, inputs.Scaling.Inputs, calibration, calibration.Examples(rows), channel));
        state.Average?.Dispose();
        state.Best?.Dispose();
        signed.Dispose();
        try
        {
            watch.IsFinishing = !isComplete;
            if (isComplete)
                isComplete = RunPhase(next);
            return next;
        }
        catch
        {
            next.Dispose();
            throw;
        }
    }

    private bool RunPhase(TrainingState state)
    {
        var network = (nn.Module<Tensor, Tensor>)state.Network;
        if (compute.Device.type != DeviceType.CPU)
            network.to(compute.Device);
        try
        {
            return new TrainingLoop(inputs.Training, inputs.Validation, compute.Device, compute.Type, watch).Run(state, Settings(state.Phase, state.Network));
        }
        finally
        {
            if (compute.Device.type != DeviceType.CPU)
                network.to(CPU);
        }
    }

    private TrainingSettings Settings(TrainingPhase phase, IScoringNetwork network) =>
        new(phase, phase == TrainingPhase.Signed ? options.Epochs : options.PostEpochs, options.BatchSize, phase == TrainingPhase.Signed ? options.Update! : options.PostUpdate,
            options.Schedule, CalibrationImages.MinBatchSize(network.Description))
        {
            WarmUp = options.WarmUp,
            Loss = inputs.Loss,
            Averaging = options.WeightAveraging,
            EarlyStopping = options.EarlyStopping,
            OnDivergence = options.OnDivergence,
            CheckpointSteps = options.CheckpointSteps,
            ReturnsBestOnCancellation = options.ReturnBestOnCancellation,
            Seed = seed,
        };

    private (CheckpointFolder Folder, TrainingState State) Open(string path, TrainingState start)
    {
        var run = RunDescriptions.Of(options, seed, start.Network, inputs.Scaling, inputs.TrainingSource, inputs.ValidationSource, watch.CheckCancellation);
        var folder = CheckpointFolder.Open(path, options.Resume);
        try
        {
            var found = folder.Newest(run, Settings, watch.Warn);
            watch.Checkpoint = (state, optimizer) => Save(folder, run, state, optimizer);
            if (found is null)
                return (folder, start);
            start.Dispose();
            _resumedFrom = new ResumePoint(found.Phase, found.Epoch, found.Step);
            channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Resumed from '{path}': {found.Phase}, epoch {found.Epoch}, {found.Step} steps done in it, {found.Epochs.Count} epochs before."));
            return (folder, found);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private void Save(CheckpointFolder folder, RunDescription run, TrainingState state, MultiplicativeOptimizer optimizer)
    {
        var network = (nn.Module)state.Network;
        var isTraining = network.training;
        folder.Save(run, state, optimizer, new ImageModel(state.Network, inputs.Scaling, labels: null, isClipped: options.Constraint == WeightConstraint.Clipped), NoColumns);
        network.train(isTraining);
    }

    // The model's columns and classes follow from the run.
    private static ModelColumns NoColumns { get; } = new("", "", "");

    private static TrainingHistory History(TrainingState state, bool isComplete) => new([.. state.Epochs], state.Duration, state.Images)
    {
        Setbacks = state.Setbacks,
        Chosen = state.Chosen,
        End = !isComplete ? TrainingEnd.Cancelled : state.HasStoppedEarly ? TrainingEnd.StoppedEarly : TrainingEnd.Completed,
    };
}
