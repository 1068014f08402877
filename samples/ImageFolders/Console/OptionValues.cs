using System.CommandLine;
using System.Globalization;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Options with checked values.</summary>
public static class OptionValues
{
    /// <summary>A whole number in a range, or null where it has no default and is not given.</summary>
    public static Option<int?> Number(string name, string description, int minimum, int? defaultValue = null, int maximum = int.MaxValue) =>
        WithDefault(new Option<int?>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                var token = result.Tokens.Single().Value;
                if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                    result.AddError($"{name} is '{token}'; it must be a whole number.");
                else if (value < minimum || value > maximum)
                    result.AddError($"{name} is {value}; it must be at least {minimum}{(maximum < int.MaxValue ? $" and at most {maximum}" : "")}.");
                return value;
            },
        }, defaultValue);

    /// <summary>A share, above 0 and below 1.</summary>
    public static Option<double?> Share(string name, string description, double defaultValue) =>
        WithDefault(new Option<double?>(name)
        {
            Description = description,
            HelpName = "SHARE",
            CustomParser = result =>
            {
                var token = result.Tokens.Single().Value;
                if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value is > 0 and < 1))
                    result.AddError($"{name} is '{token}'; it must be a number above 0 and below 1, such as {defaultValue.ToString(CultureInfo.InvariantCulture)}.");
                return value;
            },
        }, defaultValue);

    /// <summary>One of an enumeration's values, written in small letters with hyphens: CifarCnn is cifar-cnn.</summary>
    public static Option<T> Choice<T>(string name, string description, T defaultValue)
        where T : struct, Enum
    {
        var allowed = Enum.GetValues<T>().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
        return new Option<T>(name)
        {
            Description = $"{description} [default: {NameOf(defaultValue)}]",
            HelpName = string.Join('|', allowed.Keys),
            CustomParser = result =>
            {
                var token = result.Tokens.Single().Value;
                if (!allowed.TryGetValue(token, out var value))
                    result.AddError($"{name} is '{token}'; it must be {string.Join(" or ", allowed.Keys)}.");
                return value;
            },
        }.Otherwise(defaultValue);
    }

    /// <summary>How a value is written on the command line.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static Option<T> Otherwise<T>(this Option<T> option, T defaultValue)
    {
        option.DefaultValueFactory = _ => defaultValue;
        return option;
    }

    private static Option<T?> WithDefault<T>(Option<T?> option, T? defaultValue)
        where T : struct =>
        defaultValue is null ? option : option.Otherwise(defaultValue);
}
