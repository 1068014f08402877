using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Opens training data as the trainer does.</summary>
internal sealed class DataOpener
{
    private readonly MLContext _mlContext;

    public DataOpener(MLContext mlContext)
    {
        _mlContext = mlContext;
        Log = new LogOf(mlContext);
    }

    public static TrainingDataSettings Settings { get; } = new(DataStorage.Memory, null, 10, 2, null, 0.2, null, null, null);

    public LogOf Log { get; }

    public TrainingData Open(IDataView data, TrainingDataSettings? settings = null, Action? checkCancellation = null)
    {
        IHostEnvironment environment = _mlContext;
        using var channel = environment.Register("Test").Start("Training");
        var columns = new TrainerColumns(new NonNegativeImageClassificationTrainer.Options { LabelColumnName = "Label", FeatureColumnName = "Features" });
        return TrainingData.Open(data, columns, settings ?? Settings, channel, checkCancellation ?? (() => { }));
    }

    public TException Fails<TException>(IDataView data, TrainingDataSettings? settings = null)
        where TException : Exception => Assert.ThrowsExactly<TException>(() => Open(data, settings).Dispose());

    /// <summary>Label and values of every example, in the order of the data.</summary>
    public static List<string> Contents(ExampleSource source)
    {
        var values = new float[source.Size];
        var contents = new List<string>();
        foreach (var example in source.InOrder())
        {
            source.Load(example, values);
            contents.Add($"{example.Index} {example.Label}: {string.Join(" ", values)}");
        }
        return contents;
    }
}
