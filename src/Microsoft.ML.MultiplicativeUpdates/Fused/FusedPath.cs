using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Fused;

/// <summary>Updates contiguous single-precision parameters on the CPU in one pass over their memory, split over threads.</summary>
internal sealed unsafe class FusedPath
{
    // Below this, waking a thread costs more than it saves.
    private const int WorthSplitting = 65536;

    private readonly WorkCrew _crew = new();
    private readonly UnitTable _units = new();
    private readonly List<(TrainedParameter Trained, Plan Plan)> _trained = [];
    private readonly Dictionary<(UpdateGroup Group, bool IsAdditive), Plan> _plans = [];
    private Plan? _last;
    private readonly Action<int> _scanUnit;
    private readonly Action<int> _stepUnit;
    private Segment[] _segments = [];
    private (float Largest, double SumOfSquares)[] _seen = [];
    private int _count;
    private bool _norm;
    private bool _isFinite;

    public FusedPath() => (_scanUnit, _stepUnit) = (ScanUnit, StepUnit);

    /// <summary>The threads that a step is split over.</summary>
    public static int Threads => get_num_threads();

    /// <summary>How many numbers are computed at once; 16, 8 or 4.</summary>
    public int Width { get; init; } = InstructionSet.Width;

    /// <summary>A parameter that the kernels can update.</summary>
    public static bool CanUpdate(TrainedParameter trained) =>
        trained.Type == ScalarType.Float32 && trained.Parameter.device_type == DeviceType.CPU && !trained.Parameter.is_sparse && trained.Parameter.is_contiguous()
        && trained.Count * sizeof(float) <= int.MaxValue && trained.Group is UpdateGroup group && group.FusedFor(trained.IsAdditive) is not null;

    /// <summary>Forgets what the last step was about.</summary>
    public void Clear()
    {
        _trained.Clear();
        _count = 0;
    }

    /// <summary>Adds a parameter to this step.</summary>
    /// <returns>False where its gradient is not as the kernels need it.</returns>
    public bool TryAdd(TrainedParameter trained, Tensor gradient)
    {
        if (trained.Count == 0)
            return true;
        if (!TryRead(trained, gradient, out var read))
            return false;
        if (_count == _segments.Length)
            Array.Resize(ref _segments, Math.Max(16, 2 * _count));
        var group = (UpdateGroup)trained.Group;
        var additive = trained.IsAdditive;
        if (group.FusedFor(additive) is not { } kernel)
            return false;
        var moments = kernel.Moments;
        _segments[_count++] = new Segment
        {
            Parameter = Pointer(trained.Parameter, trained),
            Gradient = read,
            First = moments.Count > 0 ? trained.State.Pointer(0, moments[0]) : null,
            Second = moments.Count > 1 ? trained.State.Pointer(1, moments[1]) : null,
            Third = moments.Count > 2 ? trained.State.Pointer(2, moments[2]) : null,
            Length = (int)trained.Count,
        };
        if (_last is null || _last.Group != group || _last.IsAdditive != additive)
        {
            if (!_plans.TryGetValue((group, additive), out _last))
                _plans.Add((group, additive), _last = new Plan(group, additive, kernel));
        }
        _trained.Add((trained, _last));
        return true;
    }

    // Each native call costs as much as a hundred elements: the memory is asked for at once, and what it is only where that went wrong.
    private static bool TryRead(TrainedParameter trained, Tensor gradient, out float* memory)
    {
        memory = null;
        if (trained.HasOddGradient)
        {
            if (gradient.is_sparse || gradient.dtype != ScalarType.Float32)
                return false;
            // The copy lives until the end of the step, the gradient itself anyway.
            memory = Pointer(gradient.contiguous(), trained);
            return true;
        }
        try
        {
            var bytes = gradient.bytes;
            if (bytes.Length == trained.Count * sizeof(float))
            {
                memory = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
                return true;
            }
        }
        catch (Exception odd) when (odd is InvalidOperationException or ExternalException)
        {
            // Sparse, or not contiguous.
        }
        trained.HasOddGradient = true;
        return TryRead(trained, gradient, out memory);
    }

    /// <summary>Looks at the gradients of this step.</summary>
    public void Scan(bool norm, ref GradientSummary summary)
    {
        Cut();
        if (_seen.Length < _units.Count)
            _seen = new (float, double)[_units.Count];
        _norm = norm;
        Run(_scanUnit);
        // In the order of the units, so that the sum does not depend on who was faster.
        for (var unit = 0; unit < _units.Count; unit++)
            summary.Add(_seen[unit].Largest, _seen[unit].SumOfSquares);
    }

    /// <summary>Takes the step.</summary>
    /// <returns>False where elements stayed as they were because their gradient is not finite.</returns>
    public bool Step(double scale, double bound, bool holdsNonFinite)
    {
        Cut();
        foreach (var plan in _plans.Values)
            plan.Set(scale, bound, holdsNonFinite);
        foreach (var (trained, _) in _trained)
            trained.State.Step++;
        _isFinite = true;
        Run(_stepUnit);
        Clear();
        return _isFinite;
    }

    private void Cut() => _units.Cut(_segments.AsSpan(0, _count));

    private void Run(Action<int> work) => _crew.Run(_units.Count, _units.Elements < WorthSplitting ? 1 : Threads, work);

    private void ScanUnit(int index)
    {
        var unit = _units[index];
        var largest = 0f;
        var squares = 0.0;
        for (var i = unit.First; i < unit.First + unit.Segments; i++)
        {
            if (i + 1 < unit.First + unit.Segments)
                _segments[i + 1].PrefetchGradient();
            var piece = Piece(unit, i);
            var here = GradientScan.Largest(piece.Gradient, piece.Length);
            largest = float.IsNaN(here) || here > largest ? here : largest;
            if (_norm)
                squares += GradientScan.SumOfSquares(piece.Gradient, piece.Length);
        }
        _seen[index] = (largest, squares);
    }

    private void StepUnit(int index)
    {
        var unit = _units[index];
        for (var i = unit.First; i < unit.First + unit.Segments; i++)
        {
            if (i + 1 < unit.First + unit.Segments)
                _segments[i + 1].Prefetch();
            var (trained, plan) = _trained[i];
            if (!plan.Run(Piece(unit, i), trained.State.Step, Width))
                Volatile.Write(ref _isFinite, false);
        }
    }

    private Segment Piece(UnitTable.Unit unit, int segment) => unit.Length == 0 ? _segments[segment] : _segments[segment].Slice(unit.Offset, unit.Length);

    private static float* Pointer(Tensor tensor, TrainedParameter trained)
    {
        var bytes = tensor.bytes;
        return bytes.Length == trained.Count * sizeof(float)
            ? (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes))
            : throw new InvalidOperationException(
                $"A parameter had {trained.Count} elements when the optimizer was built, but it or its gradient now has the shape [{string.Join(", ", tensor.shape)}]. Build the optimizer anew.");
    }

    /// <summary>What the parameters of a group have in common in one step.</summary>
    private sealed class Plan(UpdateGroup group, bool isAdditive, FusedStep kernel)
    {
        private readonly float _floor = (float)group.FloorFor(isAdditive);
        private UpdateRates _rates;
        private GradientPreparation _preparation;

        public UpdateGroup Group => group;

        public bool IsAdditive => isAdditive;

        public void Set(double scale, double bound, bool holdsNonFinite) =>
            (_rates, _preparation) = (group.CurrentRates, group.Prepare(isAdditive, scale, bound, holdsNonFinite));

        public bool Run(in Segment memory, long step, int width)
        {
            var factor = group.Direction.StepFactor(step);
            return factor == 1
                ? kernel.Run(memory, step, _rates, _preparation, _floor, width)
                : kernel.Run(memory, step, _rates.Scaled(factor), _preparation, _floor, width);
        }
    }
}
