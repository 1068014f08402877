using System.CommandLine;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Options with checked values.</summary>
internal static class CommandLineValues
{
    private const string All = "all";

    // More words than these are listed in the description.
    private const int MostNamed = 5;

    /// <summary>One or more words of an enumeration, separated by blanks or commas; each once, in the order in which they are named.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it says.</param>
    /// <param name="values">Which values it can have, or null for all of the enumeration.</param>
    /// <param name="single">Whether it is one word only.</param>
    public static Option<IReadOnlyList<T>?> Several<T>(string name, string description, IReadOnlyList<T>? values = null, bool single = false)
        where T : struct, Enum
    {
        values ??= Enum.GetValues<T>();
        return new(name)
        {
            Description = values.Count > MostNamed ? $"{description}: {string.Join(", ", values.Select(Names.Of))}" : description,
            HelpName = values.Count > MostNamed ? "NAMES" : string.Join(single ? '|' : ',', values.Select(Names.Of)),
            AllowMultipleArgumentsPerToken = !single,
            CustomParser = result =>
            {
                var words = result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
                if (!single && words is [var every] && every.Equals(All, StringComparison.OrdinalIgnoreCase))
                    return values;
                if (words.Count == 0 || single && words.Count > 1)
                    result.AddError($"{name} must be {(single ? "one" : "one or more")} of {string.Join(", ", values.Select(Names.Of))}{(single ? "" : $", or {All}")}.");
                var found = new List<T>();
                foreach (var word in words)
                    if (Names.Find<T>(word) is { } value && values.Contains(value))
                        found.Add(value);
                    else
                        result.AddError($"{name} is '{word}'; it must be {string.Join(" or ", values.Select(Names.Of))}.");
                return [.. found.Distinct()];
            },
        };
    }
}
