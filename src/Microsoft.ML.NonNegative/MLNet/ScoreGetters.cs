using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>The values of the model's columns for the current row.</summary>
internal static class ScoreGetters
{
    /// <summary>The probabilities of the current row.</summary>
    public delegate ReadOnlySpan<float> CurrentProbabilities();

    /// <summary>A getter of PredictedLabel or of Score.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="TValue"/> is not the column's type.</exception>
    public static ValueGetter<TValue> Create<TValue>(DataViewSchema.Column column, bool isPredictedLabel, CurrentProbabilities probabilities)
    {
        Delegate getter = isPredictedLabel
            ? (ValueGetter<uint>)((ref uint value) => value = PredictedLabel(probabilities()))
            : (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                var current = probabilities();
                var editor = VBufferEditor.Create(ref value, current.Length);
                current.CopyTo(editor.Values);
                value = editor.Commit();
            });
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Invalid TValue in GetGetter for column '{column.Name}': it is {column.Type}, asked for was {typeof(TValue)}.");
    }

    // Keys count from 1; 0 is missing, which is what a row with NaN among its features gets.
    private static uint PredictedLabel(ReadOnlySpan<float> probabilities)
    {
        var best = -1;
        for (var i = 0; i < probabilities.Length; i++)
            if (!float.IsNaN(probabilities[i]) && (best < 0 || probabilities[i] > probabilities[best]))
                best = i;
        return (uint)(best + 1);
    }
}
