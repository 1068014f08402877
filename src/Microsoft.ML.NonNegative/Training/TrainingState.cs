using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>Everything that training depends on from one step to the next, besides data and settings. What is random follows from phase, epoch and the settings' seed.</summary>
internal sealed class TrainingState(TrainingPhase phase, IScoringNetwork network) : IDisposable
{
    private byte[]? _optimizer;

    /// <summary>What is trained.</summary>
    public TrainingPhase Phase { get; } = phase;

    /// <summary>The network; owned.</summary>
    public IScoringNetwork Network { get; } = network;

    /// <summary>The running epoch, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>The steps done in this epoch.</summary>
    public int Step { get; set; }

    /// <summary>What this epoch gave so far.</summary>
    public EpochTally Tally { get; set; }

    /// <summary>The factor on the learning rates for having diverged.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>How often training diverged and went back.</summary>
    public int Setbacks { get; set; }

    /// <summary>Whether the phase was ended before its last epoch.</summary>
    public bool HasStoppedEarly { get; set; }

    /// <summary>The finished epoch that the network has its weights of, or null.</summary>
    public EpochResult? Chosen { get; set; }

    /// <summary>The finished epochs of this phase and those before it.</summary>
    public List<EpochResult> Epochs { get; } = [];

    /// <summary>The time spent in this phase and those before it.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>The images that passed through steps in this phase and those before it.</summary>
    public long Images { get; set; }

    /// <summary>The average of the weights, where there is one.</summary>
    public WeightAverage? Average { get; set; }

    /// <summary>The best epoch of this phase.</summary>
    public BestEpoch? Best { get; set; }

    /// <summary>The state at the beginning of the next phase.</summary>
    /// <param name="network">What it trains.</param>
    public TrainingState Next(IScoringNetwork network)
    {
        var next = new TrainingState(TrainingPhase.SignPreserving, network) { Duration = Duration, Images = Images, Setbacks = Setbacks, HasStoppedEarly = HasStoppedEarly, Chosen = Chosen };
        next.Epochs.AddRange(Epochs);
        return next;
    }

    /// <summary>Makes what the settings ask for: the average, the best epoch.</summary>
    public void Prepare(TrainingSettings settings)
    {
        Average ??= settings.Averaging is { } decay ? new WeightAverage(Network, decay) : null;
        Best ??= new BestEpoch(settings.EarlyStopping?.Metric ?? ValidationMetric.Loss, settings.EarlyStopping?.MinimumChange ?? 0,
            settings.EarlyStopping is { RestoreBest: true } || settings.ReturnsBestOnCancellation);
    }

    /// <summary>Gives the optimizer the state that was read, if there is one.</summary>
    public void Restore(MultiplicativeOptimizer optimizer)
    {
        if (_optimizer is null)
            return;
        using var stream = new MemoryStream(_optimizer);
        optimizer.Load(stream);
        _optimizer = null;
    }

    /// <summary>Writes all but the network's own values.</summary>
    public void Write(BinaryWriter writer, MultiplicativeOptimizer optimizer)
    {
        writer.Write(Epoch);
        writer.Write(Step);
        writer.Write(Tally.LossSum);
        writer.Write(Tally.Correct);
        writer.Write(Tally.Images);
        writer.Write(RateFactor);
        writer.Write(Setbacks);
        writer.Write(HasStoppedEarly);
        writer.Write(Duration.Ticks);
        writer.Write(Images);
        EpochResults.Write(writer, Epochs);
        Average?.Write(writer);
        Best!.Write(writer);
        using var stream = new MemoryStream();
        optimizer.Save(stream);
        writer.Write((int)stream.Length);
        writer.Write(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, after <see cref="Prepare"/> with the same settings.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public void Read(BinaryReader reader)
    {
        (Epoch, Step) = (reader.ReadInt32(), reader.ReadInt32());
        Tally = new EpochTally(reader.ReadDouble(), reader.ReadInt64(), reader.ReadInt64());
        (RateFactor, Setbacks, HasStoppedEarly) = (reader.ReadDouble(), reader.ReadInt32(), reader.ReadBoolean());
        (Duration, Images) = (TimeSpan.FromTicks(reader.ReadInt64()), reader.ReadInt64());
        Epochs.Clear();
        Epochs.AddRange(EpochResults.Read(reader));
        Average?.Read(reader);
        Best!.Read(reader, Network);
        var length = reader.ReadInt32();
        if (Epoch < 1 || Step < 0 || length < 0 || length > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new InvalidDataException("The state of training is damaged.");
        _optimizer = reader.ReadBytes(length);
    }

    public void Dispose()
    {
        Average?.Dispose();
        Best?.Dispose();
        Network.Dispose();
    }
}
