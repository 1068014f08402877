namespace Microsoft.ML.NonNegative;

/// <summary>The binary form of finished epochs.</summary>
internal static class EpochResults
{
    private const int MaxEpochs = 1_000_000;

    public static void Write(BinaryWriter writer, IReadOnlyCollection<EpochResult> epochs)
    {
        writer.Write(epochs.Count);
        foreach (var epoch in epochs)
        {
            writer.Write((byte)epoch.Phase);
            writer.Write(epoch.Epoch);
            foreach (var value in new[] { epoch.Loss, epoch.Accuracy, epoch.ImagesPerSecond, epoch.LearningRate, epoch.DataWait })
                writer.Write(value);
            writer.Write(epoch.Validation is not null);
            writer.Write(epoch.Validation?.Loss ?? 0);
            writer.Write(epoch.Validation?.Accuracy ?? 0);
        }
    }

    /// <exception cref="InvalidDataException">The data is none that could have been written.</exception>
    public static List<EpochResult> Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count is < 0 or > MaxEpochs)
            throw new InvalidDataException($"{count} finished epochs are declared; at most {MaxEpochs} are possible.");
        var epochs = new List<EpochResult>();
        for (var i = 0; i < count; i++)
        {
            var epoch = new EpochResult((TrainingPhase)reader.ReadByte(), reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble())
            {
                LearningRate = reader.ReadDouble(),
                DataWait = reader.ReadDouble(),
            };
            var isValidated = reader.ReadBoolean();
            var validation = new ValidationResult(reader.ReadDouble(), reader.ReadDouble());
            epochs.Add(isValidated ? epoch with { Validation = validation } : epoch);
        }
        return epochs;
    }
}
