using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Reads known-size vectors of Single; the payload is a float[].</summary>
internal sealed class VectorPayloadReader(DataViewSchema.Column column)
    : PayloadReader(new ValueLayout(((VectorDataViewType)column.Type).Size, AreBytes: false))
{
    /// <inheritdoc/>
    public override Func<object?, object> Taker(DataViewRow cursor)
    {
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        return spare =>
        {
            getter(ref features);
            var values = Reuse<float>(spare, Layout.Size);
            FeatureColumn.Copy(features, values, column, cursor.Position);
            CheckFinite(values, cursor.Position);
            return values;
        };
    }

    /// <inheritdoc/>
    public override void Prepare(object payload, Span<byte> row) => MemoryMarshal.AsBytes<float>((float[])payload).CopyTo(row);

    private void CheckFinite(ReadOnlySpan<float> values, long position)
    {
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new InvalidOperationException(FormattableString.Invariant($"The feature column '{column.Name}' has the value {values[i]} in row {position} (from 0), slot {i}. Remove such rows, for example with Data.FilterRowsByMissingValues."));
    }
}
