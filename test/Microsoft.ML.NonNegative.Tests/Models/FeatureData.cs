using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Vectors of any size as data.</summary>
internal static class FeatureData
{
    /// <summary>The column Features, a known-size vector, and the column Number, counted from 0.</summary>
    public static IDataView Of(MLContext mlContext, float[] values, int size) => mlContext.Data.LoadFromEnumerable(Rows(values, size).ToList(), Schema(size));

    public static IEnumerable<Row> Rows(float[] values, int size) => values.Chunk(size).Select((features, number) => new Row { Features = features, Number = number });

    public static SchemaDefinition Schema(int size)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        return schema;
    }

    internal sealed class Row
    {
        public float[] Features { get; set; } = [];

        public int Number { get; set; }
    }
}
