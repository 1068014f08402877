namespace NonNegML.Samples.ModelBuilder.ConsoleApp;

/// <summary>Says what is on an image.</summary>
internal static class PredictCommand
{
    public static void Run(string imagePath, string modelPath)
    {
        using var predictor = new FlowersModel.Predictor(modelPath);
        var labels = predictor.PredictAllLabels(new FlowersModel.ModelInput { ImageSource = File.ReadAllBytes(imagePath) });
        if (labels.Count == 0)
            throw new InvalidDataException($"{imagePath} is no image that can be read.");
        foreach (var (label, score) in labels)
            Console.WriteLine($"{label}: {score:P1}");
    }
}
