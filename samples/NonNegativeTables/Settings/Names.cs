using System.Text;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The words for enumerations on the command line, in the log and in tables: PostCsgd is post-csgd, Cifar10 is cifar10.</summary>
internal static class Names
{
    /// <summary>The word for a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in value.ToString())
            text.Append(char.IsUpper(letter) && text.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(letter));
        return value is DataSet.FashionMnist ? "fashion_mnist" : text.ToString();
    }

    /// <summary>The value for a word, or null.</summary>
    public static T? Find<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Of(value).Equals(word, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }
}
