using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Runtime;

/// <summary>Checks and exceptions in the words and types of the real library; a context, where there is one, marks what it throws.</summary>
internal static class Contracts
{
    private const string MarkedKey = "ML_IsMarked";

    public static Exception Except(this IExceptionContext? context, string message, Exception? inner = null) =>
        context.Processed(new InvalidOperationException(message, inner));

    public static Exception ExceptParam(this IExceptionContext? context, string parameter, string message) =>
        context.Processed(new ArgumentOutOfRangeException(parameter, message));

    public static Exception ExceptDecode(this IExceptionContext? context, string? message = null, Exception? inner = null) =>
        context.Processed(message is null ? new FormatException() : new FormatException(message, inner));

    public static Exception ExceptNotSupported(this IExceptionContext? context, string message) =>
        context.Processed(new NotSupportedException(message));

    public static Exception ExceptSchemaMismatch(this IExceptionContext? context, string parameter, string role, string column) =>
        context.Processed(new ArgumentOutOfRangeException(parameter, $"Could not find {role} column '{column}'"));

    public static Exception ExceptSchemaMismatch(this IExceptionContext? context, string parameter, string role, string column, string expected, string actual) =>
        context.Processed(new ArgumentOutOfRangeException(parameter, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}"));

    public static void Check(this IExceptionContext? context, [DoesNotReturnIf(false)] bool holds, string? message = null)
    {
        if (!holds)
            throw context.Processed(message is null ? new InvalidOperationException() : new InvalidOperationException(message));
    }

    public static void CheckParam(this IExceptionContext? context, [DoesNotReturnIf(false)] bool holds, string parameter, string? message = null)
    {
        if (!holds)
            throw context.Processed(message is null ? new ArgumentOutOfRangeException(parameter) : new ArgumentOutOfRangeException(parameter, message));
    }

    public static void CheckDecode(this IExceptionContext? context, [DoesNotReturnIf(false)] bool holds, string? message = null)
    {
        if (!holds)
            throw context.ExceptDecode(message);
    }

    public static void CheckValue(this IExceptionContext? context, [NotNull] object? value, string parameter)
    {
        if (value is null)
            throw context.Processed(new ArgumentNullException(parameter));
    }

    public static void CheckNonEmpty(this IExceptionContext? context, [NotNull] string? value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
            throw context.Processed(new ArgumentOutOfRangeException(parameter, $"{parameter} cannot be null or empty"));
    }

    public static TException Mark<TException>(TException exception) where TException : Exception
    {
        exception.Data[MarkedKey] = 1;
        return exception;
    }

    public static bool IsMarked(this Exception exception) => exception.Data.Contains(MarkedKey);

    private static TException Processed<TException>(this IExceptionContext? context, TException exception) where TException : Exception =>
        context is null ? Mark(exception) : context.Process(exception);
}
