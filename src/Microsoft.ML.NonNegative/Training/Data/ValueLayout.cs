using System.Runtime.InteropServices;

namespace Microsoft.ML.NonNegative;

/// <summary>How the values of an example lie in storage.</summary>
/// <param name="Size">The number of values; at least 1.</param>
/// <param name="AreBytes">Whether each is one byte, 0 to 255, as pixels are; else each is a single precision number.</param>
internal readonly record struct ValueLayout(int Size, bool AreBytes)
{
    /// <summary>The bytes of an example.</summary>
    public int RowBytes => AreBytes ? Size : checked(Size * sizeof(float));

    /// <summary>Stored bytes as values.</summary>
    public void Read(ReadOnlySpan<byte> row, Span<float> values)
    {
        if (!AreBytes)
        {
            MemoryMarshal.Cast<byte, float>(row).CopyTo(values);
            return;
        }
        values = values[..row.Length];
        for (var i = 0; i < row.Length; i++)
            values[i] = row[i];
    }

    /// <summary>Values as bytes to store.</summary>
    /// <param name="values">Whole numbers from 0 to 255 where <see cref="AreBytes"/>.</param>
    /// <param name="row"><see cref="RowBytes"/> bytes.</param>
    public void Write(ReadOnlySpan<float> values, Span<byte> row)
    {
        if (!AreBytes)
        {
            MemoryMarshal.AsBytes(values).CopyTo(row);
            return;
        }
        row = row[..values.Length];
        for (var i = 0; i < values.Length; i++)
            row[i] = checked((byte)values[i]);
    }
}
