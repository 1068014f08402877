namespace NonNegML.Samples.UpdateRules;

/// <summary>A chart of the report.</summary>
/// <param name="Section">Where it belongs.</param>
/// <param name="FileName">Its file, beside the other figures.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">The picture.</param>
internal sealed record ReportChart(ChartSection Section, string FileName, string Title, string Svg);

/// <summary>The sections of the report that have charts.</summary>
internal enum ChartSection
{
    /// <summary>Loss while training.</summary>
    Learning,

    /// <summary>Accuracy against the scale of the learning rates.</summary>
    RateScale,

    /// <summary>Accuracy against the scale of the initial weights.</summary>
    InitializationScale,
}
