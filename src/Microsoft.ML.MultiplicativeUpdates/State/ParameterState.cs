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
    private readonly IntPtr[] _pointers = new IntPtr[3];

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
        if (_pointers[position] == IntPtr.Zero)
            _pointers[position] = (IntPtr)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Moment(name).bytes));
        return (float*)_pointers[position];
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

    /// <summary>Becomes what was read.</summary>
    internal void Set(StateRecord record)
    {
        Dispose();
        (Step, Zeros) = (record.Steps, record.Zeros);
        foreach (var (name, tensor) in record.Moments)
            Set(name, tensor.to(_parameter.device, copy: true));
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
            own.Save(writer);
        }
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Dispose();
        Step = reader.ReadInt64();
        Zeros = (ZeroHandling)reader.ReadByte();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            using var read = Tensor.Load(reader);
            Set(name, read.to(_parameter.device, copy: true));
        }
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        if (source is not ParameterState other)
            throw new ArgumentException($"The state of another optimizer, {source?.GetType().Name ?? "null"}, cannot be loaded into a {nameof(ParameterState)}.", nameof(source));
        if (ReferenceEquals(this, other))
            return;
        Dispose();
        (Step, Zeros) = (other.Step, other.Zeros);
        foreach (var (name, tensor) in other._moments)
            Set(name, tensor.to(_parameter.device, copy: true));
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
