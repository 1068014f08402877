using System.Text;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>
/// The file of an optimizer's state: "NNMLOPTS", the version, the optimizer's name, skipped steps, the groups with their rates, every parameter's shape, step and moments, and the
/// SHA-256 of all that. Little-endian.
/// </summary>
/// <remarks>Nothing is believed: shapes, names and counts are those of the reading optimizer or the file is refused, so that no size in it leads to an allocation.</remarks>
internal static class StateFile
{
    private const int Version = 1;
    private const int MaximumMoments = 8;
    private const int MaximumNameBytes = 256;

    private static readonly byte[] Magic = "NNMLOPTS"u8.ToArray();

    public static void Write(Stream stream, string optimizer, long skippedSteps, IReadOnlyList<GroupRecord> groups, IReadOnlyList<(Parameter Parameter, ParameterState State)> parameters)
    {
        using var checksum = new ChecksumStream(stream);
        using (var writer = new BinaryWriter(checksum, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(Version);
            WriteName(writer, optimizer);
            writer.Write(skippedSteps);
            writer.Write(groups.Count);
            foreach (var group in groups)
            {
                WriteName(writer, group.Name);
                foreach (var number in group.Numbers)
                    writer.Write(number);
            }
            writer.Write(parameters.Count);
            foreach (var (parameter, state) in parameters)
                WriteState(writer, parameter, state);
        }
        stream.Write(checksum.Checksum());
    }

    /// <summary>Reads and checks a file; the tensors are the caller's.</summary>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or belongs to another optimizer.</exception>
    public static (long SkippedSteps, IReadOnlyList<double[]> Groups, IReadOnlyList<StateRecord> States) Read(
        Stream stream, string optimizer, IReadOnlyList<GroupRecord> groups, IReadOnlyList<Parameter> parameters)
    {
        var states = new List<StateRecord>();
        try
        {
            using var checksum = new ChecksumStream(stream);
            using var reader = new BinaryReader(checksum, Encoding.UTF8, leaveOpen: true);
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw new InvalidDataException("This is no file of an optimizer's state.");
            Expect(Version, reader.ReadInt32(), "version");
            Expect(optimizer, ReadName(reader), "optimizer");
            var skippedSteps = Count(reader.ReadInt64());
            Expect(groups.Count, reader.ReadInt32(), "number of groups");
            var numbers = groups.Select(group => ReadGroup(reader, group)).ToList();
            Expect(parameters.Count, reader.ReadInt32(), "number of parameters");
            foreach (var parameter in parameters)
                states.Add(ReadState(reader, parameter));
            var expected = checksum.Checksum();
            var found = new byte[ChecksumStream.ChecksumLength];
            stream.ReadExactly(found);
            if (!found.AsSpan().SequenceEqual(expected))
                throw new InvalidDataException("The file is damaged: its checksum is wrong.");
            return (skippedSteps, numbers, states);
        }
        catch (Exception failure)
        {
            foreach (var state in states)
                state.Dispose();
            if (failure is EndOfStreamException)
                throw new InvalidDataException("The file is damaged: it ends too early.", failure);
            throw;
        }
    }

    private static void WriteState(BinaryWriter writer, Parameter parameter, ParameterState state)
    {
        var shape = parameter.shape;
        writer.Write(shape.Length);
        foreach (var size in shape)
            writer.Write(size);
        writer.Write((byte)state.Zeros);
        writer.Write(state.Step);
        writer.Write(state.Moments.Count);
        foreach (var (name, tensor) in state.Moments)
        {
            WriteName(writer, name);
            writer.Write((int)tensor.dtype);
            using var scope = NewDisposeScope();
            writer.Write(tensor.cpu().contiguous().bytes);
        }
    }

    private static StateRecord ReadState(BinaryReader reader, Parameter parameter)
    {
        var shape = parameter.shape;
        var rank = reader.ReadInt32();
        if (rank != shape.Length || !shape.All(size => reader.ReadInt64() == size))
            throw new InvalidDataException($"The state belongs to other parameters: one here has the shape [{string.Join(", ", shape)}], the one in the file has not.");
        var zeros = (ZeroHandling)reader.ReadByte();
        if (!Enum.IsDefined(zeros))
            throw new InvalidDataException("The file is damaged: a parameter is handled in a way that does not exist.");
        var steps = Count(reader.ReadInt64());
        var moments = reader.ReadInt32();
        if (moments is < 0 or > MaximumMoments)
            throw new InvalidDataException($"The file is damaged: a parameter has {moments} moments.");
        var record = new StateRecord(zeros, steps);
        try
        {
            for (var i = 0; i < moments; i++)
            {
                var name = ReadName(reader);
                Expect((int)ParameterState.ComputedIn(parameter.dtype), reader.ReadInt32(), $"type of the {name}");
                var moment = empty(shape, dtype: ParameterState.ComputedIn(parameter.dtype)).DetachFromDisposeScope();
                record.Moments.Add((name, moment));
                reader.BaseStream.ReadExactly(moment.bytes);
            }
            return record;
        }
        catch
        {
            record.Dispose();
            throw;
        }
    }

    private static double[] ReadGroup(BinaryReader reader, GroupRecord group)
    {
        Expect(group.Name, ReadName(reader), "rule and direction");
        var numbers = new double[group.Numbers.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = reader.ReadDouble();
            if (!(numbers[i] >= 0 && double.IsFinite(numbers[i])))
                throw new InvalidDataException(FormattableString.Invariant($"The file is damaged: a rate is {numbers[i]}."));
        }
        return numbers;
    }

    private static void WriteName(BinaryWriter writer, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length > MaximumNameBytes)
            throw new ArgumentException($"The name '{name}' is longer than {MaximumNameBytes} bytes.", nameof(name));
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadName(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        if (length is < 0 or > MaximumNameBytes)
            throw new InvalidDataException($"The file is damaged: a name has {length} bytes.");
        var bytes = new byte[length];
        reader.BaseStream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static long Count(long value) => value >= 0 ? value : throw new InvalidDataException($"The file is damaged: a count is {value}.");

    private static void Expect<T>(T expected, T found, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
            throw new InvalidDataException(FormattableString.Invariant($"The state does not belong to this optimizer: its {what} is {found}, expected {expected}."));
    }
}
