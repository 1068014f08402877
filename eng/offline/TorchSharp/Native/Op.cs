using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.Native.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>An operator of libtorch, by its schema name ("add.Tensor" is overload Tensor of aten::add); looked up at the first call.</summary>
internal sealed unsafe class Op(string name)
{
    const int Scratch = 48;

    IntPtr _handle;

    /// <summary>Calls the operator for its effect.</summary>
    internal void Run(params ReadOnlySpan<Arg> arguments) => Invoke(arguments, null, 0);

    /// <summary>Calls an operator that changes its first argument, which it returns.</summary>
    internal Tensor Update(params ReadOnlySpan<Arg> arguments)
    {
        Invoke(arguments, null, 0);
        return (Tensor)arguments[0].Reference!;
    }

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal Tensor Call(params ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new Tensor((IntPtr)result.Bits);
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (Tensor First, Tensor Second) Call2(params ReadOnlySpan<Arg> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new Tensor((IntPtr)results[0].Bits), new Tensor((IntPtr)results[1].Bits));
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal Tensor[] CallList(params ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        var tensors = new Tensor[result.Length];
        var handles = (IntPtr*)result.Bits;
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(handles[i]);
        nnt_free_list((IntPtr)handles);
        return tensors;
    }

    /// <summary>Calls an operator that returns a number or a truth value.</summary>
    internal NativeValue CallValue(params ReadOnlySpan<Arg> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    void Invoke(ReadOnlySpan<Arg> arguments, NativeValue* results, int resultCount)
    {
        var needed = ListElements(arguments);
        if (needed <= Scratch)
        {
            var scratch = stackalloc long[Scratch];
            Invoke(arguments, scratch, results, resultCount);
            return;
        }
        fixed (long* scratch = new long[needed]) Invoke(arguments, scratch, results, resultCount);
    }

    void Invoke(ReadOnlySpan<Arg> arguments, long* scratch, NativeValue* results, int resultCount)
    {
        if (_handle == IntPtr.Zero) Find();
        var values = stackalloc NativeValue[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            values[i].Tag = argument.Tag;
            values[i].Bits = argument.Bits;
            if (argument.Tag >= Tag.IntList) scratch = Place(argument, ref values[i], scratch);
        }
        var succeeded = nnt_call(_handle, values, arguments.Length, results, resultCount);
        foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Reference);
        if (succeeded == 0) throw Failure();
    }

    // The room that the lists of the arguments take up, in numbers.
    static long ListElements(ReadOnlySpan<Arg> arguments)
    {
        var count = 0L;
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Tag < Tag.IntList) continue;
            count += argument.Reference is byte[] text ? text.Length / sizeof(long) + 1 : argument.Reference is Array array ? array.Length : 0;
        }
        return count;
    }

    // Copies a list into the scratch space, so that nothing has to be pinned; returns where the free space goes on.
    static long* Place(in Arg argument, ref NativeValue value, long* scratch)
    {
        switch (argument.Reference)
        {
            case long[] numbers:
                numbers.CopyTo(new Span<long>(scratch, numbers.Length));
                value.Bits = (long)scratch;
                value.Length = numbers.Length;
                return scratch + numbers.Length;
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++)
                    scratch[i] = tensors[i] is { } tensor ? tensor.Handle : argument.Tag == Tag.OptionalTensorList ? 0 : throw new ArgumentNullException(nameof(argument));
                value.Bits = (long)scratch;
                value.Length = tensors.Length;
                return scratch + tensors.Length;
            case byte[] text:
                text.CopyTo(new Span<byte>(scratch, text.Length));
                value.Bits = (long)scratch;
                value.Length = text.Length;
                return scratch + text.Length / sizeof(long) + 1;
            case Device device:
                value.Length = device.type == DeviceType.CUDA ? device.index : -1;
                return scratch;
            default:
                return scratch;
        }
    }

    void Find()
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        fixed (byte* op = Encoding.UTF8.GetBytes("aten::" + (dot < 0 ? name : name[..dot]) + "\0"))
        fixed (byte* overload = Encoding.UTF8.GetBytes((dot < 0 ? "" : name[(dot + 1)..]) + "\0"))
            _handle = NativeMethods.Check(nnt_find(op, overload));
    }
}
