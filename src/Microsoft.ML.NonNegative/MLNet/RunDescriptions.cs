using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

/// <summary>Describes a training run by everything that its course depends on: options, data, seed. Threads and devices aside, which do not change its course but for rounding.</summary>
internal static class RunDescriptions
{
    /// <summary>The entry with the seed.</summary>
    public const string Seed = "Seed";

    private const int SampledExamples = 256;

    /// <summary>The run of these options on this data.</summary>
    /// <param name="options">Validated and completed.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="start">The network that it begins with.</param>
    /// <param name="scaling">How features become inputs.</param>
    /// <param name="training">The images to train on.</param>
    /// <param name="validation">Those to validate on, or null.</param>
    /// <param name="checkCancellation">Throws when training is to stop; asked before every example.</param>
    public static RunDescription Of(NonNegativeImageClassificationTrainer.Options options, int seed, IScoringNetwork start, InputScaling scaling, ExampleSource training, ExampleSource? validation, Action checkCancellation) =>
        new(
        [
            ("Training data", Describe(training, checkCancellation)),
            ("Validation data", validation is null ? "none" : Describe(validation, checkCancellation)),
            ("Network", Describe(start.Description)),
            ("Constraint", options.Constraint.ToString()),
            ("Update", Describe(options.Update!)),
            ("PostUpdate", Describe(options.PostUpdate)),
            ("Epochs", Text(options.Epochs)),
            ("PostEpochs", Text(options.PostEpochs)),
            ("BatchSize", Text(options.BatchSize)),
            ("Schedule", options.Schedule.ToString()),
            ("WarmUp", Text(options.WarmUp)),
            ("LabelSmoothing", Text(options.LabelSmoothing)),
            ("ClassWeights", options.ClassWeights is null ? options.BalanceClasses ? "balanced" : "none" : string.Join(' ', options.ClassWeights.Select(weight => Text(weight)))),
            ("WeightAveraging", Text(options.WeightAveraging)),
            ("EarlyStopping", options.EarlyStopping is null ? "none" : Describe(options.EarlyStopping)),
            ("Augmentation", Describe(options.Augmentation)),
            ("Order of images", options.Storage == DataStorage.Stream ? $"streamed through {Text(options.ShuffleBuffer)}" : "all shuffled"),
            ("OnDivergence", options.OnDivergence == DivergenceAction.GoBack ? $"GoBack by {Text(options.CheckpointSteps)} steps" : "Throw"),
            ("Precision", options.Precision.ToString()),
            (Seed, Text(seed)),
            ("Scaling", $"[{Text(scaling.Range.Lower)}, {Text(scaling.Range.Upper)}] [{string.Join(' ', scaling.Mean.Select(mean => Text(mean)))}] [{string.Join(' ', scaling.Deviation.Select(deviation => Text(deviation)))}]"),
            (RunDescription.Start, Checksum(start)),
        ]);

    private static string Describe(NetworkDescription network) => string.Create(CultureInfo.InvariantCulture,
        $"{network.Weighted.Length} layers with {network.ParameterCount} parameters for {network.Input} ({Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(network.ToString().ReplaceLineEndings("\n"))).AsSpan(0, 4))})");

    private static string Describe(object options) => string.Join(' ', options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}={Text(property.GetValue(options))}"));

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : "none";

    private static string Checksum(IScoringNetwork network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var parameter in network.StoredParameters)
        {
            using var values = parameter.DetachedClone();
            hash.AppendData(values.bytes);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // All labels, and the values of some examples that are spread over the data.
    private static string Describe(ExampleSource source, Action checkCancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var every = Math.Max(1, source.Count / SampledExamples);
        var values = new float[source.Size];
        long place = 0;
        foreach (var example in source.NeedsPayload ? source.InOrder() : source.Labels())
        {
            checkCancellation();
            var label = example.Label;
            hash.AppendData(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(ref label)));
            if (place++ % every != 0)
                continue;
            source.Load(example, values);
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan()));
        }
        return string.Create(CultureInfo.InvariantCulture, $"{source.Count} examples of {source.Size} values, {Convert.ToHexString(hash.GetHashAndReset().AsSpan(0, 16))}");
    }
}
