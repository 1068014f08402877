using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>The file of one state of training: what run it belongs to, the network as in a model file, everything else that the next step depends on, and the SHA-256 of all that.</summary>
internal static class CheckpointFile
{
    private const uint Magic = 0x4B434E4E; // "NNCK"
    private const ushort Version = 1;
    private const int CopyBuffer = 1 << 20;

    /// <summary>Writes a file completely or not at all.</summary>
    /// <param name="path">Replaced where it exists.</param>
    /// <param name="run">What the state belongs to.</param>
    /// <param name="state">Of a step's end.</param>
    /// <param name="optimizer">That trains the state's network.</param>
    /// <param name="model">The state's network with what a model file holds besides.</param>
    /// <param name="columns">The model's columns.</param>
    public static void Write(string path, RunDescription run, TrainingState state, MultiplicativeOptimizer optimizer, ImageModel model, ModelColumns columns) =>
        AtomicFile.Write(path, stream =>
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed, Encoding.UTF8))
            {
                writer.Write(Magic);
                writer.Write(Version);
                run.Write(writer);
                writer.Write((byte)state.Phase);
                ModelFile.Write(writer, model, columns);
                state.Write(writer, optimizer);
            }
            stream.Write(hash.Hash!);
        });

    /// <summary>What run a file belongs to.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, incomplete, of another version, or none of these.</exception>
    public static RunDescription Describe(string path)
    {
        using var reader = Open(path);
        return ReadAny(() => RunDescription.Read(reader));
    }

    /// <summary>Reads what <see cref="Write"/> wrote, if it belongs to this run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">This run.</param>
    /// <param name="settings">Gives the settings of a phase.</param>
    /// <exception cref="InvalidDataException">The file is damaged, incomplete, of another version, or none of these.</exception>
    /// <exception cref="InvalidOperationException">It belongs to another run; the message says what differs.</exception>
    public static TrainingState Read(string path, RunDescription run, Func<TrainingPhase, IScoringNetwork, TrainingSettings> settings)
    {
        using var reader = Open(path);
        return ReadAny(() =>
        {
            var differences = run.DifferencesTo(RunDescription.Read(reader));
            if (differences.Count > 0)
                throw new InvalidOperationException($"The checkpoint '{path}' belongs to another run: {string.Join("; ", differences)}. Go on with the options and data of that run, give another CheckpointFolder, or set Resume to false, which deletes the checkpoints there. To train a finished model further, for example for more epochs, give it to Fit(data, model).");
            var phase = (TrainingPhase)reader.ReadByte();
            if (!Enum.IsDefined(phase))
                throw new InvalidDataException($"It is of a phase ({(byte)phase}) that is unknown to this version.");
            return Read(reader, phase, settings);
        });
    }

    // Whole and of this version.
    private static BinaryReader Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, CopyBuffer);
        try
        {
            CheckHash(stream);
            var reader = new BinaryReader(stream, Encoding.UTF8);
            return ReadAny(() => reader.ReadUInt32() == Magic && reader.ReadUInt16() == Version)
                ? reader
                : throw new InvalidDataException("It is no checkpoint that this version of NonNegML reads.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static T ReadAny<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"It is damaged: {e.Message}", e);
        }
    }

    private static TrainingState Read(BinaryReader reader, TrainingPhase phase, Func<TrainingPhase, IScoringNetwork, TrainingSettings> settings)
    {
        // The model's other parts follow from the run; only its network goes on.
        var state = new TrainingState(phase, ModelFile.Read(reader).Model.Network);
        try
        {
            state.Prepare(settings(phase, state.Network));
            state.Read(reader);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    private static void CheckHash(FileStream stream)
    {
        var length = stream.Length - SHA256.HashSizeInBytes;
        if (length <= 0)
            throw new InvalidDataException($"It has only {stream.Length} bytes.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[CopyBuffer];
        for (long read = 0; read < length;)
        {
            var count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length - read));
            if (count == 0)
                throw new InvalidDataException("It became shorter while it was read.");
            hash.AppendData(buffer, 0, count);
            read += count;
        }
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(expected);
        if (!expected.SequenceEqual(hash.GetHashAndReset()))
            throw new InvalidDataException("Its content does not match its SHA-256 checksum: it is damaged.");
        stream.Position = 0;
    }
}
