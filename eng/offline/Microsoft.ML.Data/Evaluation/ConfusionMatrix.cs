using System.Globalization;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>How often each class was taken for each.</summary>
public sealed class ConfusionMatrix
{
    private readonly IHost _host;
    private readonly string[] _names;

    internal ConfusionMatrix(IHost host, double[][] counts, ReadOnlyMemory<char>[] names)
    {
        _host = host;
        _names = [.. names.Select(name => name.ToString())];
        Counts = [.. counts.Select(row => (IReadOnlyList<double>)[.. row])];
        PerClassRecall = [.. counts.Select((row, i) => Ratio(row[i], row.Sum()))];
        PerClassPrecision = [.. counts.Select((row, i) => Ratio(row[i], counts.Sum(other => other[i])))];
    }

    public IReadOnlyList<double> PerClassPrecision { get; }

    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>The counts, by actual and then by predicted class.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        const string Message = "Invalid index. Should be non-negative, less than the number of classes.";
        _host.CheckParam(predictedClassIndicatorIndex >= 0 && predictedClassIndicatorIndex < NumberOfClasses, nameof(predictedClassIndicatorIndex), Message);
        _host.CheckParam(actualClassIndicatorIndex >= 0 && actualClassIndicatorIndex < NumberOfClasses, nameof(actualClassIndicatorIndex), Message);
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    public string GetFormattedConfusionTable()
    {
        var culture = CultureInfo.CurrentCulture;
        var cell = NumberOfClasses == 2 ? 8 : 5;
        var longest = _names.Max(name => name.Length);

        // Names that do not fit above their columns are numbered, and the rows say which number is which name.
        var numbered = longest > cell;
        var digits = (_names.Length - 1).ToString(culture).Length;
        var labelWidth = Math.Max(9, numbered ? longest + digits + 2 : longest);
        var pad = new string(' ', labelWidth - 9);
        var rule = string.Concat(Enumerable.Repeat(NumberOfClasses > 2 ? "========" : "===========", NumberOfClasses));
        var text = new StringBuilder().AppendLine().AppendLine("Confusion table").AppendLine(culture, $"          {pad}||{rule}").Append(culture, $"PREDICTED {pad}||");
        for (var i = 0; i < NumberOfClasses; i++)
            text.Append(culture, $" {(numbered ? i.ToString(culture) : _names[i]).PadLeft(cell)} |");
        text.AppendLine(" Recall").AppendLine(culture, $"TRUTH     {pad}||{rule}");
        for (var i = 0; i < NumberOfClasses; i++)
        {
            text.Append(numbered ? $"{i.ToString(culture).PadLeft(digits)}. {_names[i].PadLeft(labelWidth - digits - 2)} ||" : $"{_names[i].PadLeft(labelWidth)} ||");
            foreach (var count in Counts[i])
                text.Append(culture, $" {count.ToString("N0", culture).PadLeft(cell)} |");
            text.AppendLine(culture, $" {PerClassRecall[i],5:F4}");
        }

        text.AppendLine(culture, $"          {pad}||{rule}").Append(culture, $"Precision {pad}||");
        foreach (var precision in PerClassPrecision)
            text.Append(culture, $"{precision.ToString("N4", culture).PadLeft(cell + 1)} |");
        return text.AppendLine().ToString();
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
