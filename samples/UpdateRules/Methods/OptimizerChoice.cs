using Microsoft.ML.MultiplicativeUpdates;

namespace NonNegML.Samples.UpdateRules;

/// <summary>The optimizers whose directions rules are applied to; the columns of the table.</summary>
internal enum OptimizerChoice
{
    /// <summary>SGD without momentum.</summary>
    Sgd,

    /// <summary>SGD with momentum 0.9.</summary>
    Momentum,

    /// <summary>Adagrad.</summary>
    Adagrad,

    /// <summary>RMSprop.</summary>
    RmsProp,

    /// <summary>Adam.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay, 0.01.</summary>
    AdamW,

    /// <summary>AMSGrad.</summary>
    AmsGrad,
}

/// <summary>What the choices mean.</summary>
internal static class OptimizerChoices
{
    private const double Momentum = 0.9;

    /// <summary>The learning rate that PyTorch's documentation starts with.</summary>
    public static double UsualRate(this OptimizerChoice choice) => choice is OptimizerChoice.Adam or OptimizerChoice.AdamW or OptimizerChoice.AmsGrad ? 1e-3 : 1e-2;

    /// <summary>A rule on this optimizer's direction.</summary>
    public static MultiplicativeUpdateOptions Options(this OptimizerChoice choice, UpdateRuleKind rule, Rates rates) => new()
    {
        Rule = rule,
        Direction = choice switch
        {
            OptimizerChoice.Sgd or OptimizerChoice.Momentum => DirectionKind.Sgd,
            OptimizerChoice.Adagrad => DirectionKind.Adagrad,
            OptimizerChoice.RmsProp => DirectionKind.RmsProp,
            OptimizerChoice.Adam => DirectionKind.Adam,
            OptimizerChoice.AdamW => DirectionKind.AdamW,
            OptimizerChoice.AmsGrad => DirectionKind.AmsGrad,
            _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "There is no such optimizer."),
        },
        Momentum = choice == OptimizerChoice.Momentum ? Momentum : 0,
        LearningRate = rates.Eta,
        InnerLearningRate = rates.EtaIn,
        OuterLearningRate = rates.EtaOut,
        MultiplicativeShare = rates.Gamma,
    };
}
