using Microsoft.ML.MultiplicativeUpdates;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Trains a network through a phase: shuffled mini-batches, one loss, one update rule; from the phase's beginning or from any step of it, to the same end.</summary>
/// <param name="inputs">The training images.</param>
/// <param name="validation">Images to validate on after every epoch, or null.</param>
/// <param name="device">Where to train.</param>
/// <param name="type">The type to compute with.</param>
/// <param name="watch">Is told and asked.</param>
internal sealed class TrainingLoop(TrainingInputs inputs, TrainingInputs? validation, Device device, ScalarType type, ITrainingWatch watch)
{
    private const int MaxSetbacks = 5;
    private const double ExplodingLoss = 1_000;

    /// <summary>Trains the state's network in place from where the state stands, and leaves it in evaluation mode with the weights that the settings ask for.</summary>
    /// <param name="state">Of the phase's beginning, or read from a checkpoint.</param>
    /// <param name="settings">How. Images that are left at the end of an epoch and too few for a step are part of the step before.</param>
    /// <returns>False where the phase was cancelled and its best weights were taken.</returns>
    /// <exception cref="InvalidOperationException">Steps would take fewer images than the network needs; or training diverged.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled, and the settings do not ask for the best weights.</exception>
    public bool Run(TrainingState state, TrainingSettings settings)
    {
        var network = (nn.Module<Tensor, Tensor>)state.Network;

        // Inputs are scaled and clamped on their way here.
        using var unguarded = (state.Network as NonNegativeNetwork)?.WithoutGuard();
        network.eval();
        if (settings.Epochs == 0)
            return true;
        CheckBatchSize(settings);
        state.Prepare(settings);
        state.Average?.To(device);
        using var optimizer = new MultiplicativeOptimizer(network.parameters(), settings.Update);
        state.Restore(optimizer);
        var plan = new BatchPlan(inputs.Count, settings.BatchSize, settings.MinBatchSize);
        using var restorePoint = settings.OnDivergence == DivergenceAction.GoBack ? new RestorePoint(state, optimizer) : null;
        var run = new PhaseRun(state, settings, optimizer, plan, restorePoint, new TrainingClock(state, inputs));
        var isComplete = true;
        try
        {
            while (state.Epoch <= settings.Epochs && !HasEnded(state, settings))
                if (TrainEpoch(run))
                    FinishEpoch(run);
        }
        catch (OperationCanceledException)
        {
            run.Clock.Stop();

            // What training could go back to is at an interval's end, and must be that as well when it is resumed.
            if (restorePoint is null)
                watch.Keep(state, optimizer);
            if (!settings.ReturnsBestOnCancellation || (state.Phase == TrainingPhase.Signed && state.Images == 0))
                throw;
            isComplete = false;
        }
        network.zero_grad();
        network.eval();
        TakeWeights(state, settings, isComplete);
        return isComplete;
    }

    private static bool HasEnded(TrainingState state, TrainingSettings settings) =>
        settings.EarlyStopping is { } stopping && state.Best!.Epoch > 0 && state.Best.EpochsSince >= stopping.Patience;

    private static void TakeWeights(TrainingState state, TrainingSettings settings, bool isComplete)
    {
        var takesBest = state.Best!.Epoch > 0 && (!isComplete || settings.EarlyStopping is { RestoreBest: true });
        if (takesBest)
            state.Best.Restore(state.Network);
        else
            state.Average?.Take();
        state.Chosen = state.Epochs.LastOrDefault(epoch => epoch.Phase == state.Phase && (!takesBest || epoch.Epoch == state.Best.Epoch)) ?? state.Chosen;
    }

    private void CheckBatchSize(TrainingSettings settings)
    {
        if (Math.Min(settings.BatchSize, inputs.Count) < settings.MinBatchSize)
            throw new InvalidOperationException($"The network normalises over the images of a step, so that each step needs at least {settings.MinBatchSize}, but the batch size is {settings.BatchSize} and the training data has {inputs.Count} images. Set BatchSize to at least {settings.MinBatchSize}, give more data, or choose an architecture without batch normalisation.");
    }

    /// <summary>The steps of an epoch that are left. False where training diverged and went back.</summary>
    private bool TrainEpoch(PhaseRun run)
    {
        var (state, settings, plan) = (run.State, run.Settings, run.Plan);
        if (state.Step >= plan.Steps)
            return true;
        var network = (nn.Module<Tensor, Tensor>)state.Network;
        network.train();
        watch.CheckCancellation();
        var seed = ExampleRandom.Seed(settings.Seed, ((long)settings.Phase << 32) | (uint)state.Epoch);
        foreach (var batch in inputs.Epoch(seed, plan, state.Step, watch.Cancellation))
        {
            watch.CheckCancellation();
            SetLearningRates(run);
            var (loss, correct) = Step(network, run, batch);
            if (!(loss <= ExplodingLoss * Math.Log(state.Network.Description.Classes)))
            {
                GoBack(run, loss);
                return false;
            }
            run.RestorePoint?.Confirm();
            state.Average?.Update();
            state.Step++;
            state.Tally = state.Tally.Add(loss, correct, batch.Count);
            state.Images += batch.Count;
            run.Clock.Count(batch.Count);
            if (state.Step < plan.Steps)
                watch.Report(run.Progress());
            if (settings.CheckpointSteps is { } steps && run.StepsDone % steps == 0 && state.Step < plan.Steps)
                Keep(run);
        }
        return true;
    }

    private void FinishEpoch(PhaseRun run)
    {
        var (state, settings) = (run.State, run.Settings);
        ValidationResult? result = validation is null ? null : Validate(state);
        var progress = run.Progress() with { Validation = result };
        state.Epochs.Add(new EpochResult(settings.Phase, state.Epoch, progress.Loss, progress.Accuracy, progress.ImagesPerSecond)
        {
            Validation = result,
            LearningRate = progress.LearningRate,
            DataWait = progress.DataWait,
        });
        (state.Epoch, state.Step, state.Tally) = (state.Epoch + 1, 0, default);
        state.HasStoppedEarly |= state.Epoch <= settings.Epochs && HasEnded(state, settings);
        var isLast = state.Epoch > settings.Epochs || HasEnded(state, settings);
        if (isLast || settings.CheckpointSteps is not { } steps || run.StepsDone % steps == 0)
            Keep(run);
        watch.Report(progress);
    }

    // The weights that become the model are the ones to validate.
    private ValidationResult Validate(TrainingState state)
    {
        using var average = state.Average?.Show();
        var result = Evaluation.Run(state.Network, validation!, device, type, watch.CheckCancellation);
        state.Best!.Add(state.Epoch, result, state.Network);
        return result;
    }

    private void Keep(PhaseRun run)
    {
        run.Clock.Stop();
        run.RestorePoint?.Capture(run.State, run.Optimizer);
        watch.Keep(run.State, run.Optimizer);
    }

    private void GoBack(PhaseRun run, double loss)
    {
        var state = run.State;
        var found = FormattableString.Invariant($"The loss (or its gradient) became {loss:G4} in epoch {state.Epoch}, step {state.Step + 1} of {run.Plan.Steps}: training diverged.");
        if (run.RestorePoint is null)
            throw new InvalidOperationException($"{found} Use smaller learning rates, or set OnDivergence to {nameof(DivergenceAction.GoBack)}.");
        if (state.Setbacks >= MaxSetbacks)
            throw new InvalidOperationException($"{found} It went back {MaxSetbacks} times and halved its learning rates each time already. Use smaller ones.");
        run.RestorePoint.Restore(state, run.Optimizer);
        state.Setbacks++;
        state.RateFactor /= 2;
        watch.Warn(FormattableString.Invariant($"{found} It goes on from epoch {state.Epoch}, step {state.Step + 1}, with {state.RateFactor} of its learning rates."));
    }

    private (double Loss, long Correct) Step(nn.Module<Tensor, Tensor> network, PhaseRun run, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var withGradients = enable_grad();
        var labels = batch.LabelTensor(device);
        run.Optimizer.zero_grad();
        var scores = network.call(batch.Inputs(inputs.Size, device, type));
        if (type != float32)
            scores = scores.to(float32);
        var loss = run.Settings.Loss.Of(scores, labels, batch);
        loss.backward();
        try
        {
            run.Optimizer.step();
        }
        catch (NonFiniteGradientException)
        {
            // Diverged as much as a loss that is no number.
            return (double.NaN, 0);
        }
        using var withoutGradients = no_grad();

        // Read at once: each reading waits for the device.
        var result = stack([loss.detach(), scores.argmax(1).eq(labels).sum().to(float32)]).cpu().data<float>();
        return (result[0], (long)result[1]);
    }

    private static void SetLearningRates(PhaseRun run)
    {
        foreach (var group in run.Optimizer.ParamGroups)
            group.LearningRate = group.InitialLearningRate * run.RateFactor;
    }
}
