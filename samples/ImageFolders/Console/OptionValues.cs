using System.CommandLine;
using System.Globalization;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Options with checked values.</summary>
public static class OptionValues
{
    /// <summary>A share, above 0 and below 1.</summary>
    public static Option<double> Share(string name, string description, double defaultValue) => new(name)
    {
        Description = description,
        HelpName = "SHARE",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var token = result.Tokens.Single().Value;
            if (!double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !(value is > 0 and < 1))
                result.AddError($"{name} is '{token}'; it must be a number above 0 and below 1, such as {defaultValue.ToString(CultureInfo.InvariantCulture)}.");
            return value;
        },
    };

    /// <summary>One of an enumeration's values, written in small letters with hyphens: CifarCnn is cifar-cnn.</summary>
    public static Option<T> Choice<T>(string name, string description, T defaultValue)
        where T : struct, Enum
    {
        var allowed = Enum.GetValues<T>().ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);
        return new Option<T>(name)
        {
            Description = description,
            HelpName = string.Join('|', allowed.Keys),
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                var token = result.Tokens.Single().Value;
                if (!allowed.TryGetValue(token, out var value))
                    result.AddError($"{name} is '{token}'; it must be {string.Join(" or ", allowed.Keys)}.");
                return value;
            },
        };
    }

    /// <summary>How a value is written on the command line.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
