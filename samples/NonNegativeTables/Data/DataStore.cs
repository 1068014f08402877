using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The data sets of a command, each read once; in grey as well where the MLP needs that. Runs share them.</summary>
internal sealed class DataStore : IDisposable
{
    private const int GeneratorSeed = 1;

    private readonly Dictionary<(DataSet DataSet, bool Grey), TableData> _sets = [];

    /// <summary>Reads.</summary>
    /// <param name="options">Limits and networks.</param>
    /// <param name="device">Where tensors are to lie.</param>
    public DataStore(TableOptions options, Device device)
    {
        DataSets = DataFolders.Find(options);
        foreach (var (data, folder) in DataSets)
        {
            var (shape, classes, train, test) = Read(data, folder, options);
            if (shape.Channels == 3 && options.Networks.Contains(NetworkKind.Mlp))
                Add(data, true, shape with { Channels = 1 }, classes, train.Grey(), test.Grey(), device);
            Add(data, false, shape, classes, train, test, device);
        }
    }

    /// <summary>The data sets and their folders; null is generated.</summary>
    public IReadOnlyList<(DataSet DataSet, string? Folder)> DataSets { get; }

    /// <summary>A data set as a network gets it.</summary>
    public TableData For(DataSet data, NetworkKind network) => network == NetworkKind.Mlp && _sets.TryGetValue((data, true), out var grey) ? grey : _sets[(data, false)];

    /// <summary>The training and the test images of a data set.</summary>
    public (int Train, int Test) Sizes(DataSet data) => (_sets[(data, false)].TrainCount, _sets[(data, false)].TestCount);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var set in _sets.Values)
            set.Dispose();
    }

    private void Add(DataSet data, bool grey, ImageShape shape, int classes, ImageSet train, ImageSet test, Device device)
    {
        if (device.type != TorchSharp.DeviceType.CPU)
            (train, test) = (Move(train, device), Move(test, device));
        _sets.Add((data, grey), new TableData(shape, classes, train, test));
    }

    private static ImageSet Move(ImageSet set, Device device)
    {
        using (set)
            return set.To(device);
    }

    private static (ImageShape Shape, int Classes, ImageSet Train, ImageSet Test) Read(DataSet data, string? folder, TableOptions options)
    {
        if (data == DataSet.Cifar10)
        {
            var (train, test) = CifarReader.Read(folder!);
            return (new ImageShape(3, 32, 32), CifarReader.Classes, Take(train, options.TrainLimit), Take(test, options.TestLimit));
        }
        var (trainImages, testImages) = folder is null ? GeneratedImages.Create(GeneratorSeed) : IdxReader.Read(folder);
        return (new ImageShape(1, trainImages.Height, trainImages.Width), trainImages.ClassNames.Count, Take(trainImages, options.TrainLimit), Take(testImages, options.TestLimit));
    }

    private static ImageSet Take(CifarReader.Records records, int? limit)
    {
        var count = Math.Min(limit ?? int.MaxValue, records.Labels.Length);
        return ImageSet.From(records.Pixels.AsSpan(0, count * CifarReader.ImageBytes), records.Labels.AsSpan(0, count));
    }

    private static ImageSet Take(LabeledImages images, int? limit)
    {
        var some = images.Take(limit);
        return ImageSet.From(some.Pixels.ToArray(), some.Labels);
    }
}
