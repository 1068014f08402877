namespace Microsoft.ML.MultiplicativeUpdates.Steps;

/// <summary>What was seen of the gradients of a step.</summary>
internal struct GradientSummary
{
    /// <summary>The largest magnitude; NaN or infinity where a gradient holds one.</summary>
    public double Largest { get; private set; }

    /// <summary>The sum of squares, where it was asked for.</summary>
    public double SumOfSquares { get; private set; }

    /// <summary>No gradient holds NaN or an infinity.</summary>
    public readonly bool IsFinite => double.IsFinite(Largest);

    /// <summary>Adds what was seen of some of the gradients.</summary>
    public void Add(double largest, double sumOfSquares)
    {
        Largest = double.IsNaN(largest) || largest > Largest ? largest : Largest;
        SumOfSquares += sumOfSquares;
    }
}
