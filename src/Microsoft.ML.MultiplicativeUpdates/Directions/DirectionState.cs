using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>What a <see cref="Direction"/> remembers of one parameter: the step count and, once asked for, its moments.</summary>
public sealed class DirectionState : OptimizerState, IDisposable
{
    private Tensor? _first;
    private Tensor? _second;

    /// <summary>A state without moments, at step 0.</summary>
    public DirectionState(Parameter parameter)
        : base(parameter)
    {
    }

    /// <summary>t, the number of steps taken, this one included.</summary>
    public long Step { get; internal set; }

    /// <summary>m, of the parameter's shape and type; zero at the start.</summary>
    public Tensor FirstMoment => _first ??= Zeros();

    /// <summary>v, of the parameter's shape and type; zero at the start.</summary>
    public Tensor SecondMoment => _second ??= Zeros();

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
        SaveConditionalStateTensor(writer, _first);
        SaveConditionalStateTensor(writer, _second);
    }

    /// <inheritdoc/>
    public override void LoadStateDict(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Step = reader.ReadInt64();
        LoadConditionalStateTensor(reader, ref _first, _parameter.device);
        LoadConditionalStateTensor(reader, ref _second, _parameter.device);
        _first = _first?.DetachFromDisposeScope();
        _second = _second?.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override void LoadStateDict(OptimizerState source)
    {
        if (source is not DirectionState other)
            throw new ArgumentException($"The state of another optimizer, {source?.GetType().Name ?? "null"}, cannot be loaded into a {nameof(DirectionState)}.", nameof(source));
        Dispose();
        Step = other.Step;
        _first = other._first?.to(_parameter.device, copy: true).DetachFromDisposeScope();
        _second = other._second?.to(_parameter.device, copy: true).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override void to(Device device)
    {
        _first = Move(_first, device);
        _second = Move(_second, device);
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        _first?.Dispose();
        _second?.Dispose();
        _first = _second = null;
    }

    private Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    private static Tensor? Move(Tensor? tensor, Device device)
    {
        if (tensor is null || (tensor.device.type == device.type && tensor.device.index == device.index))
            return tensor;
        var moved = tensor.to(device).DetachFromDisposeScope();
        tensor.Dispose();
        return moved;
    }
}
