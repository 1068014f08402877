namespace Microsoft.ML.MultiplicativeUpdates;

/// <summary>A gradient holds NaN or an infinity, and the options say that this is an error. Nothing has been changed.</summary>
public sealed class NonFiniteGradientException : ArithmeticException
{
    /// <summary>An exception with the default message.</summary>
    public NonFiniteGradientException()
        : this("A gradient holds NaN or an infinity.")
    {
    }

    /// <summary>An exception with a message.</summary>
    public NonFiniteGradientException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and what caused it.</summary>
    public NonFiniteGradientException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
