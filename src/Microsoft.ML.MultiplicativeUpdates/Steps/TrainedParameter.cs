using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Steps;

/// <summary>One parameter of an optimizer.</summary>
/// <param name="parameter">theta.</param>
/// <param name="state">What is remembered of it.</param>
/// <param name="group">Its group.</param>
internal sealed class TrainedParameter(Parameter parameter, ParameterState state, ParamGroup group)
{
    public Parameter Parameter { get; } = parameter;

    public ParameterState State { get; } = state;

    public ParamGroup Group { get; } = group;

    /// <summary>It is never changed.</summary>
    public bool IsFrozen => IsAgain || State.Zeros == ZeroHandling.Frozen;

    /// <summary>It is another parameter under a second name: that one moves, and this one with it.</summary>
    public bool IsAgain { get; set; }

    /// <summary>It gets the additive rule, whatever its group's rule.</summary>
    public bool IsAdditive => State.Zeros == ZeroHandling.Additive;

    /// <summary>How its steps are computed; <see cref="StepPath.Automatic"/> as long as that is not decided.</summary>
    public StepPath Path { get; set; }

    /// <summary>Its gradient once was not as memory is read: it is looked at closely from then on.</summary>
    public bool HasOddGradient { get; set; }

    /// <summary>The elements.</summary>
    public long Count { get; } = parameter.numel();

    public ScalarType Type { get; } = parameter.dtype;
}
