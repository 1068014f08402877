using System.Globalization;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

/// <summary>Evaluates the formulas of network.json: numbers, z, pi, + - * / **, unary minus, parentheses, and exp, sin, min, max.</summary>
internal sealed class Formula
{
    private readonly string _text;
    private readonly double _z;
    private int _position;

    private Formula(string text, double z) => (_text, _z) = (text.Replace(" ", "", StringComparison.Ordinal), z);

    public static double Evaluate(string text, double z)
    {
        var formula = new Formula(text, z);
        var value = formula.Sum();
        return formula._position == formula._text.Length ? value : throw new FormatException($"'{text}' goes on after {formula._position} characters.");
    }

    private double Sum()
    {
        var value = Product();
        while (true)
        {
            if (Take("+")) value += Product();
            else if (Take("-")) value -= Product();
            else return value;
        }
    }

    private double Product()
    {
        var value = Power();
        while (true)
        {
            if (Take("*")) value *= Power();
            else if (Take("/")) value /= Power();
            else return value;
        }
    }

    private double Power()
    {
        if (Take("-"))
            return -Power();
        var value = Atom();
        return Take("**") ? Math.Pow(value, Power()) : value;
    }

    private double Atom()
    {
        if (Take("(")) return Closed(Sum());
        if (Take("exp(")) return Math.Exp(Closed(Sum()));
        if (Take("sin(")) return Math.Sin(Closed(Sum()));
        if (Take("min(")) return Pair(Math.Min);
        if (Take("max(")) return Pair(Math.Max);
        if (Take("pi")) return Math.PI;
        if (Take("z")) return _z;
        var end = _position;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] is '.'))
            end++;
        var number = double.Parse(_text.AsSpan(_position, end - _position), NumberStyles.Float, CultureInfo.InvariantCulture);
        _position = end;
        return number;
    }

    private double Pair(Func<double, double, double> function)
    {
        var first = Sum();
        return Take(",") ? function(first, Closed(Sum())) : throw new FormatException($"A comma is missing at {_position} in '{_text}'.");
    }

    private double Closed(double value) => Take(")") ? value : throw new FormatException($"A ')' is missing at {_position} in '{_text}'.");

    private bool Take(string token)
    {
        var rest = _text.AsSpan(_position);
        if (!rest.StartsWith(token, StringComparison.Ordinal) || token == "*" && rest.StartsWith("**", StringComparison.Ordinal))
            return false;
        _position += token.Length;
        return true;
    }
}
