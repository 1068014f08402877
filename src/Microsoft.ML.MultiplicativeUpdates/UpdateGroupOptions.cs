using TorchSharp.Modules;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>The numbers of a group that TorchSharp saves and loads with an optimizer.</summary>
internal sealed class UpdateGroupOptions : OptimizerOptions
{
    /// <summary>The rates, learning-rate schedulers left out.</summary>
    public required UpdateRates Rates { get; set; }

    /// <summary>The learning rate that <see cref="Rates"/> belong to: a scheduler's rate is a multiple of it.</summary>
    public required double Start { get; set; }

    public override void SaveStateDict(BinaryWriter writer)
    {
        base.SaveStateDict(writer);
        foreach (var number in (ReadOnlySpan<double>)[Start, Rates.LearningRate, Rates.InnerLearningRate, Rates.OuterLearningRate, Rates.MultiplicativeShare])
            writer.Write(number);
    }

    public override void LoadStateDict(BinaryReader reader)
    {
        base.LoadStateDict(reader);
        Start = reader.ReadDouble();
        Rates = new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
    }

    public override void LoadStateDict(OptimizerOptions source)
    {
        base.LoadStateDict(source);
        if (source is UpdateGroupOptions other)
            (Start, Rates) = (other.Start, other.Rates);
    }
}
