using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Features that are vectors of numbers.</summary>
internal sealed class VectorReader(DataViewRow input, DataViewSchema.Column column, ImageModel model, int rows) : FeatureReader(model, rows)
{
    private readonly ValueGetter<VBuffer<float>> _getter = input.GetGetter<VBuffer<float>>(column);
    private VBuffer<float> _buffer;

    public override void Hold(int slot)
    {
        _getter(ref _buffer);
        FeatureColumn.Copy(_buffer, Row(slot), column, input.Position);
    }
}
