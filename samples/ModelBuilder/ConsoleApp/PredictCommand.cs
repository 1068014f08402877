using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.ModelBuilder.ConsoleApp;

/// <summary>Says what is on an image.</summary>
internal static class PredictCommand
{
    public static void Run(string imagePath, string modelPath)
    {
        using var predictor = new FlowersModel.Predictor(modelPath);
        var image = File.ReadAllBytes(imagePath);
        var labels = predictor.PredictAllLabels(new FlowersModel.ModelInput { ImageSource = image });
        if (labels.Count == 0)
            throw new InvalidDataException($"{imagePath} is no image that can be read: {UnreadableImage.Reason(image)}.");
        foreach (var (label, score) in labels)
            Console.WriteLine($"{label}: {score:P1}");
    }
}
