namespace Microsoft.ML.Internal;

/// <summary>Argument checks of this assembly: a failed one is an ArgumentOutOfRangeException that names the parameter.</summary>
internal static class Arguments
{
    public static void Check(bool holds, string parameter, string? message = null)
    {
        if (!holds)
            throw message is null ? new ArgumentOutOfRangeException(parameter) : new ArgumentOutOfRangeException(parameter, message);
    }

    public static void NotEmpty(string? value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentNullException(parameter);
    }

    /// <summary>Calls the generic method behind <paramref name="method"/> with <paramref name="type"/> as its type argument.</summary>
    public static object? Generic(Delegate method, Type type, params object?[] arguments)
    {
        var definition = method.Method.GetGenericMethodDefinition().MakeGenericMethod(type);
        return definition.Invoke(method.Target, System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
