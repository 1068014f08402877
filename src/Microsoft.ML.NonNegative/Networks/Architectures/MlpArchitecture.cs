using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>Fully connected layers.</summary>
internal sealed class MlpArchitecture : NetworkArchitecture
{
    private readonly ImmutableArray<int> _hiddenUnits;

    public MlpArchitecture(int[] hiddenUnits)
    {
        if (hiddenUnits.Any(units => units < 1))
            throw new ArgumentException($"Every hidden layer needs at least 1 unit, but they are {string.Join(", ", hiddenUnits)}.", nameof(hiddenUnits));
        _hiddenUnits = [.. hiddenUnits];
    }

    public override string Name => $"MLP ({string.Join('-', _hiddenUnits)})";

    protected override IEnumerable<LayerDescription> Layers(ImageShape input, int classes, Activation activation)
    {
        var sizes = _hiddenUnits.Prepend(input.Size).ToList();
        var hidden = _hiddenUnits.Select((units, i) => new LinearLayer(sizes[i], units, activation));
        return [new FlattenLayer(), .. hidden, new LinearLayer(sizes[^1], classes, Activation: null)];
    }
}
