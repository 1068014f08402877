using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative;

/// <summary>Watches over the inputs of a non-negative network. Thread-safe.</summary>
/// <param name="range">[lo, hi].</param>
/// <param name="outside">What to do with others.</param>
internal sealed class InputGuard(SignalRange range, OutsideInputs outside)
{
    private long _count;

    public SignalRange Range => range;

    public OutsideInputs Outside => outside;

    /// <summary>The values outside the range so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>The inputs to use: a tensor of the current dispose scope, or <paramref name="input"/> itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are values outside the range (NaN among them), and they are refused.</exception>
    public Tensor Check(Tensor input)
    {
        if (input.numel() == 0)
            return input;
        using var scope = NewDisposeScope();
        var (least, greatest) = (input.min().to(float64).item<double>(), input.max().to(float64).item<double>());

        // Written so that NaN does not pass.
        if (least >= range.Lower && greatest <= range.Upper)
            return input;
        var inside = input.ge(range.Lower).logical_and(input.le(range.Upper)).sum().item<long>();
        var count = input.numel() - inside;
        if (outside == OutsideInputs.Refuse)
            throw new ArgumentOutOfRangeException(nameof(input), FormattableString.Invariant($"{count} of {input.numel()} input values lie outside [{range.Lower}, {range.Upper}], the range that the network was rewritten for; they reach from {least} to {greatest}. Scale them, rewrite the network for a wider range, or choose {nameof(OutsideInputs)}.{nameof(OutsideInputs.Clip)}."));
        Interlocked.Add(ref _count, count);
        return outside == OutsideInputs.Clip ? input.clamp(range.Lower, range.Upper).MoveToOuterDisposeScope() : input;
    }
}
