using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>What a trained model consists of, to be looked at: layers, weights, classes, and how features become the network's inputs.</summary>
/// <remarks>
/// A view of the model, which stays its owner. Everything but the weights is here at once and stays; the weights of a layer are copied when they are first asked for, so that
/// what was read once stays readable after the model is disposed, and what was not throws <see cref="ObjectDisposedException"/> then.
/// </remarks>
public sealed class TrainedNetwork
{
    internal TrainedNetwork(ImageModel model)
    {
        Constraint = model.Constraint;
        Description = model.Network.Description;
        Labels = model.Labels?.Names;
        FeatureRange = model.Scaling.Range;
        (InputMean, InputDeviation) = (model.Scaling.Mean, model.Scaling.Deviation);
        InputRange = model.Scaling.Inputs;
        var names = Description.WeightedNames.ToList();
        Layers = model.Network switch
        {
            SignedNetwork signed => [.. signed.Layers.Select((layer, i) => TrainedLayer.Of(names[i], layer, model))],
            NonNegativeNetwork nonNegative => [.. nonNegative.Layers.Select((layer, i) => TrainedLayer.Of(names[i], layer, model))],
            _ => throw new NotSupportedException($"A network of type {model.Network.GetType().Name} cannot be looked into."),
        };
    }

    /// <summary>What the weights may be.</summary>
    public WeightConstraint Constraint { get; }

    /// <summary>The network's shape: its input and all layers, those without weights included.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The classes' names in the order of the scores, values of other types than text in invariant form; null where the label column had none.</summary>
    public IReadOnlyList<string>? Labels { get; }

    /// <summary>The range of the features in the training data, which becomes [0, 1]; what lies outside is clamped.</summary>
    public SignalRange FeatureRange { get; }

    /// <summary>For each channel the mean that is taken off what lies in [0, 1]; empty where inputs are not normalised.</summary>
    public ImmutableArray<float> InputMean { get; }

    /// <summary>For each channel the standard deviation, above 0, that the rest is divided by; empty where inputs are not normalised.</summary>
    public ImmutableArray<float> InputDeviation { get; }

    /// <summary>The interval that the network's inputs lie in: [0, 1], or what normalisation makes of it, which is below 0 in part.</summary>
    public SignalRange InputRange { get; }

    /// <summary>The layers with weights, in the order of <see cref="NetworkDescription.Weighted"/>.</summary>
    public IReadOnlyList<TrainedLayer> Layers { get; }

    /// <summary>The model in words: constraint, classes and features, then the layers with their output shapes and counts.</summary>
    public string Summary => string.Join(Environment.NewLine,
        $"{Constraint} network of {Description.Classes} classes{(Labels is null ? "" : ": " + string.Join(", ", Labels))}",
        FormattableString.Invariant($"features in [{FeatureRange.Lower}, {FeatureRange.Upper}], inputs in [{InputRange.Lower}, {InputRange.Upper}]"),
        Description.ToString());

    /// <inheritdoc cref="Summary"/>
    public override string ToString() => Summary;
}
