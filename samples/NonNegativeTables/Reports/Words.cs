using System.Globalization;
using NonNegML.Samples.UpdateRules;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>What tables say.</summary>
internal static class Words
{
    /// <summary>What stands where nothing was measured or published.</summary>
    public const string Nothing = "–";

    /// <summary>A data set's name.</summary>
    public static string Of(DataSet data) => data switch { DataSet.Mnist => "MNIST", DataSet.FashionMnist => "Fashion-MNIST", DataSet.Cifar10 => "CIFAR-10", _ => "generated" };

    /// <summary>A network's name.</summary>
    public static string Of(NetworkKind network) => network switch { NetworkKind.Mlp => "MLP", NetworkKind.Cnn => "CNN", NetworkKind.Resnet18 => "ResNet-18", _ => "VGG-11" };

    /// <summary>A method's name.</summary>
    public static string Of(Method method) => method switch
    {
        Method.Signed => "signed",
        Method.Transform => "rewritten",
        Method.PostCsgdUntransformed => "signed, then CSGD",
        Method.PostCsgd => "rewritten, then CSGD",
        Method.PostNnsgd => "rewritten, then NNSGD",
        Method.PostOurs => "rewritten, then multiplicative Adam (ours)",
        Method.ScratchExpCsgd => "exponential, CSGD",
        Method.ScratchCsgd => "proposed, CSGD",
        Method.ScratchExpNnsgd => "exponential, NNSGD",
        Method.ScratchNnsgd => "proposed, NNSGD",
        Method.ScratchOurs => "ours",
        Method.ScratchAbs => "θ = \\|v\\|",
        Method.ScratchSquare => "θ = v²",
        Method.ScratchSoftplus => "θ = softplus(v)",
        _ => "θ = k · sigmoid(v)",
    };

    /// <summary>A published figure in percent.</summary>
    public static string Of((double Mean, double Deviation)? published) => published is { } one ? Join(one.Mean, one.Deviation) : Nothing;

    /// <summary>Our accuracy in percent, with the deviation where there are several seeds.</summary>
    public static string Of(Spread? spread) => spread is null ? Nothing : spread.Count > 1 ? Join(100 * spread.Mean, 100 * spread.Deviation) : Percent(spread.Mean);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => Text(100 * share);

    /// <summary>A small number, in powers of ten.</summary>
    public static string Small(double? value) => value is { } number ? number == 0 ? "0" : number.ToString("0.0e0", CultureInfo.InvariantCulture) : Nothing;

    /// <summary>A count.</summary>
    public static string Count(long? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>What was done, and what differs from the published.</summary>
    public static string Settings(RunSpec spec)
    {
        var parts = new List<string> { spec.Then is null ? $"{spec.First}" : $"{spec.First}; {spec.Then}" };
        if (spec.Start == Start.Matched)
            parts.Add("moments matched");
        if (spec.DataSet is DataSet.Mnist or DataSet.FashionMnist && (spec.TrainImages != 60_000 || spec.TestImages != 10_000) || spec.DataSet is DataSet.Cifar10 or DataSet.Generated)
            parts.Add($"{Count(spec.TrainImages)} + {Count(spec.TestImages)} images");
        return string.Join("; ", parts);
    }

    private static string Join(double mean, double deviation) => $"{Text(mean)} ± {Text(deviation)}";

    private static string Text(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
