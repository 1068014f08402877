using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What an optimizer remembers of one parameter: the step count and its moments.</summary>
public sealed class ParameterState : OptimizerState, IDisposable
{
    private readonly List<(string Name, Tensor Tensor)> _moments = [];
    private readonly (Tensor? Moment, IntPtr Memory)[] _pointers = new (Tensor?, IntPtr)[3];

    /// <summary>A state without moments, at step 0.</summary>
    /// <param name="parameter">The parameter it belongs to.</param>
    public ParameterState(Parameter parameter)
        : base(parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
    }

    /// <summary>t, the number of steps taken, this one included.</summary>
    public long Step { get; internal set; }

    /// <summary>What was decided for a parameter that was all zero at the start.</summary>
    internal ZeroHandling Zeros { get; set; }

    /// <summary>Grows with every change of what the moments are (not of their values).</summary>
    internal int Version { get; private set; }

    /// <summary>The moments that exist so far, in the order in which they were first asked for.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Moments => _moments;

    /// <summary>A moment of the parameter's shape; zero when it is first asked for.</summary>
    /// <param name="name">Its name, the same at every step.</param>
    /// <returns>A tensor that the state owns, of the type that the parameter is computed in.</returns>
    public Tensor Moment(string name)
    {
        foreach (var (known, tensor) in _moments)
            if (ReferenceEquals(known, name) || known == name)
                return tensor;
        return Set(name, zeros_like(_parameter, dtype: ComputedIn(_parameter.dtype)));
    }

    /// <summary>The moment of a name, or null where there is none yet.</summary>
    internal Tensor? Find(string name) => _moments.Find(moment => moment.Name == name).Tensor;

    /// <summary>The memory of the moment that a kernel knows by its position, in single precision on the CPU.</summary>
    internal unsafe float* Pointer(int position, string name)
    {
        // An address is good as long as its tensor lives; asking the tensor is free, asking libtorch is not.
        if (_pointers[position].Moment is { IsInvalid: false })
            return (float*)_pointers[position].Memory;
        var moment = Moment(name);
        var bytes = moment.bytes;
        if (bytes.Length != _parameter.numel() * sizeof(float))
            throw new InvalidOperationException($"The {name} has {bytes.Length} bytes, but its parameter {_parameter.numel()} elements.");
        _pointers[position] = (moment, (IntPtr)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes)));
        return (float*)_pointers[position].Memory;
    }

    /// <summary>Takes a tensor over in place of the moment of that name.</summary>
    internal Tensor Set(string name, Tensor tensor)
    {
        Changed();
        tensor.DetachFromDisposeScope();
        var index = _moments.FindIndex(moment => moment.Name == name);
        if (index < 0)
        {
            _moments.Add((name, tensor));
            return tensor;
        }
        _moments[index].Tensor.Dispose();
        _moments[index] = (name, tensor);
        return tensor;
    }

    /// <summary>Becomes what was read, copied to the parameter's device; nothing changes where it does not fit.</summary>
    /// <exception cref="InvalidDataException">A moment is not of the parameter's shape, or of the type that it is computed in.</exception>
    internal void Take(long steps, ZeroHandling zeros, IEnumerable<(string Name, Tensor Tensor)> moments)
    {
        var (shape, type) = (_parameter.shape, ComputedIn(_parameter.dtype));
        var taken = moments.ToList();
        foreach (var (name, tensor) in taken)
            if (tensor.dtype != type || !tensor.shape.AsSpan().SequenceEqual(shape))
                throw new InvalidDataException(
                    $"The {name} is {tensor.dtype} [{string.Join(", ", tensor.shape)}], but its parameter needs {type} [{string.Join(", ", shape)}]: the state belongs to another network.");
        if (steps < 0 || !Enum.IsDefined(zeros))
            throw new InvalidDataException($"The state is damaged: step {steps}, handling of zeros {(int)zeros}.");
        var copies = taken.ConvertAll(moment => (moment.Name, Tensor: moment.Tensor.to(_parameter.device, copy: true)));
        Dispose();
        (Step, Zeros) = (steps, zeros);
        foreach (var (name, tensor) in copies)
            Set(name, tensor);
    }

    /// <summary>The type that updates are computed in: single precision for the half types, where a small step would be rounded away.</summary>
    internal static ScalarType ComputedIn(ScalarType type) => type is ScalarType.BFloat16 or ScalarType.Float16 ? ScalarType.Float32 : type;

    /// <inheritdoc/>
    public override void Initialize(OptimizerOptions options)
    {
        Dispose();
        Step = 0;
    }

    /// <inheritdoc/>
    public override void SaveStateDict(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Step);
        writer.Write((byte)Zeros);
        writer.Write(_moments.Count);
        foreach (var (name, tensor) in _moments)
        {
            writer.Write(name);
            // A moment may be a part of a larger tensor; only its own elements are written.
            using var own = tensor.clone();
            using var dense = own.contiguous();
            dense.Save(writer);
        }
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var read = new StateRecord(default, 0);
        var steps = reader.ReadInt64();
        var zeros = (ZeroHandling)reader.ReadByte();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            read.Moments.Add((name, Tensor.Load(reader).DetachFromDisposeScope()));
        }
        Take(steps, zeros, read.Moments);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        if (source is not ParameterState other)
            throw new ArgumentException($"The state of another optimizer, {source?.GetType().Name ?? "null"}, cannot be loaded into a {nameof(ParameterState)}.", nameof(source));
        if (!ReferenceEquals(this, other))
            Take(other.Step, other.Zeros, other._moments);
    }

    /// <inheritdoc/>
    public override void to(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        foreach (var (name, tensor) in _moments.ToList())
            if (tensor.device.type != device.type || tensor.device.index != device.index)
                Set(name, tensor.to(device));
    }

    private void Changed()
    {
        Version++;
        Array.Clear(_pointers);
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        Changed();
        foreach (var (_, tensor) in _moments)
            tensor.Dispose();
        _moments.Clear();
    }
}
