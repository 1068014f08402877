using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>An argument of an operator: a number, or the object it stands for.</summary>
internal readonly struct Arg
{
    internal readonly Tag Tag;
    internal readonly long Bits;
    internal readonly object? Reference;

    Arg(Tag tag, long bits, object? reference = null)
    {
        Tag = tag;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>Take the default of the operator's schema.</summary>
    internal static readonly Arg Default = default;

    internal static readonly Arg None = new(Tag.None, 0);

    public static implicit operator Arg(Tensor? value) => value is null ? None : new(Tag.Tensor, value.Handle, value);
    public static implicit operator Arg(long value) => new(Tag.Int, value);
    public static implicit operator Arg(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Arg(bool value) => new(Tag.Bool, value ? 1 : 0);
    public static implicit operator Arg(long? value) => value is long number ? number : None;
    public static implicit operator Arg(double? value) => value is double number ? number : None;
    public static implicit operator Arg(Scalar? value) => value is null ? None : new(value.Tag, value.Bits);
    public static implicit operator Arg(long[]? value) => value is null ? None : new(Tag.IntList, 0, value);
    public static implicit operator Arg(Tensor[] value) => new(Tag.TensorList, 0, value);
    public static implicit operator Arg(string? value) => value is null ? None : new(Tag.String, 0, System.Text.Encoding.UTF8.GetBytes(value));
    public static implicit operator Arg(ScalarType value) => new(Tag.Int, (long)value);
    public static implicit operator Arg(ScalarType? value) => value is ScalarType type ? type : None;
    public static implicit operator Arg(Device? value) => value is null ? None : new(Tag.Device, (long)value.type, value);
    public static implicit operator Arg(Generator? value) => value is null ? None : new(Tag.Generator, value.Handle, value);

    /// <summary>A list in which a tensor may be missing.</summary>
    internal static Arg Optional(Tensor?[] value) => new(Tag.OptionalTensorList, 0, value);
}
