using Microsoft.ML.MultiplicativeUpdates;
using TorchSharp.Modules;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The optimizer of a stage.</summary>
internal static class Optimizers
{
    /// <summary>Trains the parameters as the stage says.</summary>
    public static MultiplicativeOptimizer Create(Stage stage, IEnumerable<Parameter> parameters) => stage.Update switch
    {
        Update.Sgd => new(parameters, new SgdDirection(stage.Momentum), new AdditiveRule(), new() { LearningRate = stage.Eta, WeightDecay = stage.WeightDecay }),
        Update.Adam => new(parameters, new AdamDirection(), new AdditiveRule(), new() { LearningRate = stage.Eta }),
        Update.Csgd => new(parameters, new SgdDirection(), new ProjectedRule(), new() { LearningRate = stage.Eta }),
        Update.Nnsgd => new(parameters, new SgdDirection(), new MultiplicativeRule(), Multiplicative(stage)),
        _ => new(parameters, new AdamDirection(), new MultiplicativeRule(), Multiplicative(stage)),
    };

    // A bias that is zero for all units stays so: an additive step could make it negative.
    private static MultiplicativeUpdateOptions Multiplicative(Stage stage) => new() { InnerLearningRate = stage.EtaIn, OuterLearningRate = stage.EtaOut, Zeros = ZeroPolicy.Freeze };
}
