using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NonNegML.Samples;

/// <summary>Options that are whole numbers in a range.</summary>
internal static class NumberOption
{
    /// <summary>An option with a default.</summary>
    public static Option<int> Create(string name, string description, int minimum, int defaultValue, int maximum = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse(result, name, minimum, maximum),
    };

    /// <summary>An option that is null where it is not given.</summary>
    public static Option<int?> CreateOptional(string name, string description, int minimum, int maximum = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, minimum, maximum),
    };

    private static int Parse(ArgumentResult result, string name, int minimum, int maximum)
    {
        var token = result.Tokens.Single().Value;
        if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            result.AddError($"{name} is '{token}'; it must be a whole number.");
        else if (value < minimum || value > maximum)
            result.AddError($"{name} is {value}; it must be at least {minimum}{(maximum < int.MaxValue ? $" and at most {maximum}" : "")}.");
        return value;
    }
}
