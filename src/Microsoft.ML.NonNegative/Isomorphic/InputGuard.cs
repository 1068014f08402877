using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Watches over the inputs of a non-negative network. Thread-safe.</summary>
internal sealed class InputGuard
{
    // A value that was scaled in single precision may be off an end of the range by its rounding.
    private const double Slack = EquivalenceReport.DefaultTolerance;

    private readonly Scalar _lower;
    private readonly Scalar _upper;
    private readonly Scalar _least;
    private readonly Scalar _greatest;
    private readonly double _slack;
    private long _count;

    /// <param name="range">[lo, hi].</param>
    /// <param name="outside">What to do with others.</param>
    public InputGuard(SignalRange range, OutsideInputs outside)
    {
        (Range, Outside) = (range, outside);
        _slack = Slack * Math.Max(range.Extent, Math.Max(Math.Abs(range.Lower), Math.Abs(range.Upper)));
        (_lower, _upper, _least, _greatest) = (range.Lower, range.Upper, range.Lower - _slack, range.Upper + _slack);
    }

    public SignalRange Range { get; }

    public OutsideInputs Outside { get; }

    /// <summary>The values outside the range so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The inputs to use: a tensor of the current dispose scope, or <paramref name="input"/> itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are values outside the range by more than rounding (NaN among them), and they are refused.</exception>
    public Tensor Check(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.numel() == 0)
            return input;
        using var scope = NewDisposeScope();
        var (least, greatest) = (input.min().to(float64).item<double>(), input.max().to(float64).item<double>());

        // Written so that NaN does not pass.
        if (least >= Range.Lower && greatest <= Range.Upper)
            return input;
        var isRounding = least >= Range.Lower - _slack && greatest <= Range.Upper + _slack;
        if (!isRounding)
            CountOutside(input, least, greatest);
        return Outside == OutsideInputs.Count && !isRounding ? input : input.clamp(_lower, _upper).MoveToOuterDisposeScope();
    }

    private void CountOutside(Tensor input, double least, double greatest)
    {
        var inside = input.ge(_least).logical_and_(input.le(_greatest)).sum().item<long>();
        var count = input.numel() - inside;
        if (Outside == OutsideInputs.Refuse)
            throw new ArgumentOutOfRangeException(nameof(input), FormattableString.Invariant($"{count} of {input.numel()} input values lie outside [{Range.Lower}, {Range.Upper}], the range that the network was rewritten for; they reach from {least} to {greatest}. Scale them, rewrite the network for a wider range, or choose {nameof(OutsideInputs)}.{nameof(OutsideInputs.Clip)}."));
        Interlocked.Add(ref _count, count);
    }
}
