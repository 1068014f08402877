using System.Globalization;
using NonNegML.Samples.ImageClassification;
using TorchSharp;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The command "verify": holds rewritten networks against the signed ones, layer by layer, on test images.</summary>
internal static class VerifyCommand
{
    private const int GeneratorSeed = 1;

    /// <summary>Prints a Markdown table, a line as soon as it is known.</summary>
    /// <param name="options">Data, the first of its data sets, networks, limits.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="InvalidOperationException">A network is not sound.</exception>
    public static void Run(TableOptions options, CancellationToken cancellation)
    {
        var (data, folder) = DataFolders.Find(options with { DataSets = options.DataSets ?? [DataSet.FashionMnist] }) is [var first, ..] ? first : default;
        if (data == DataSet.Cifar10)
            throw new ArgumentException("verify works on grey images: mnist, fashion_mnist or generated.");
        var (train, test) = folder is null ? GeneratedImages.Create(GeneratorSeed) : IdxReader.Read(folder);
        (train, test) = (train.Take(options.TrainLimit), test.Take(options.TestLimit));
        torch.set_num_threads(options.Parallel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{test.Count:N0} images of {test.Name}; {RunStamp.Hardware(options.Device)}, {options.Parallel} threads"));
        Console.WriteLine();
        Console.WriteLine(VerificationResult.Header);
        Console.WriteLine(VerificationResult.Rule);
        var sound = true;
        foreach (var network in VerifiedNetwork.All.Where(network => options.Networks.Contains(network.Kind)))
        {
            var result = new NetworkVerification(train, test, cancellation).Run(network);
            sound &= result.IsSound;
            Console.WriteLine(result.Row);
        }
        if (!sound)
            throw new InvalidOperationException("At least one network is not sound: see the table's column Sound.");
    }
}
