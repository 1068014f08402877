using Microsoft.ML.MultiplicativeUpdates;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Training;

/// <summary>Runs phases of training on the patches.</summary>
internal static class TestLoop
{
    public static readonly MultiplicativeUpdateOptions HybridAdam = new() { LearningRate = 2e-3 };

    public static readonly MultiplicativeUpdateOptions SignPreserving = new() { Rule = UpdateRuleKind.Multiplicative, OuterLearningRate = 0.01 };

    public static TrainingSettings Settings(TrainingPhase phase, int epochs, MultiplicativeUpdateOptions? update = null) =>
        new(phase, epochs, 32, update ?? (phase == TrainingPhase.Signed ? HybridAdam : SignPreserving), LearningRateSchedule.Cosine) { Seed = 1 };

    /// <summary>Trains a network, which is not disposed, from the beginning of a phase.</summary>
    public static TrainingState Run(ExampleSource data, IScoringNetwork network, TrainingSettings settings, TestWatch? watch = null, ExampleSource? validation = null)
    {
        var state = new TrainingState(settings.Phase, network);
        try
        {
            Run(data, state, settings, watch, validation);
        }
        finally
        {
            state.Average?.Dispose();
            state.Best?.Dispose();
        }
        return state;
    }

    /// <summary>Trains from where a state stands.</summary>
    public static bool Run(ExampleSource data, TrainingState state, TrainingSettings settings, TestWatch? watch = null, ExampleSource? validation = null, int threads = 0) =>
        new TrainingLoop(Patches.Inputs(data, threads), validation is null ? null : Patches.Inputs(validation), CPU, float32, watch ?? new TestWatch()).Run(state, settings);

    public static SignedNetwork Network(string activation = "sinusoidal", string architecture = "mlp")
    {
        var family = architecture == "cnn" ? NetworkArchitecture.SmallCnn() : NetworkArchitecture.Mlp(32, 16);
        var network = NetworkInitialization.Xavier(family.Describe(new ImageShape(1, Patches.Side, Patches.Side), Patches.Classes.Length, Activations.FromName(activation)), new Random(1));
        using var features = Patches.Features(100);
        NetworkInitialization.MatchMoments(network, features);
        return network;
    }

    public static List<float> Weights(IScoringNetwork network) => [.. network.StoredParameters.SelectMany(Values)];

    public static float[] Values(Tensor parameter)
    {
        using var detached = parameter.DetachedClone();
        return detached.data<float>().ToArray();
    }
}
