namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Models that nobody had to train: random networks with a scaling and, where asked for, image preparation.</summary>
internal static class MadeModels
{
    public static readonly ModelColumns Columns = new("Features", "Score", "PredictedLabel");

    /// <summary>Inputs normalised by channel: they are below 0 in part.</summary>
    public static InputScaling Normalized(int channels, double upper = 255) => new(
        new SignalRange(0, upper),
        [.. Enumerable.Range(0, channels).Select(channel => 0.3f + 0.1f * channel)],
        [.. Enumerable.Range(0, channels).Select(channel => 0.25f + 0.05f * channel)]);

    /// <summary>A network of the kind that the constraint names, unnormalised where it is clipped.</summary>
    public static IScoringNetwork Network(NetworkDescription description, WeightConstraint constraint, InputScaling scaling, int seed = 1)
    {
        var signed = TestNetworks.Signed(description, seed);
        if (constraint == WeightConstraint.Signed)
            return signed;
        if (constraint == WeightConstraint.Clipped)
        {
            using var withoutGradients = TorchSharp.torch.no_grad();
            foreach (var parameter in TestNetworks.Parameters(signed))
                parameter.clamp_(min: 0);
            return signed;
        }
        using (signed)
            return signed.ToNonNegative(scaling.Inputs, NonNegativeImageClassificationTransformer.Isomorphism);
    }

    public static ImageModel Model(NetworkDescription description, WeightConstraint constraint = WeightConstraint.Signed, InputScaling? scaling = null, ImagePreparation? preparation = null, LabelValues? labels = null)
    {
        scaling ??= new InputScaling(new SignalRange(0, 255));
        return new ImageModel(Network(description, constraint, scaling), scaling, labels, preparation, isClipped: constraint == WeightConstraint.Clipped);
    }

    /// <summary>A model that takes images.</summary>
    public static ImageModel OfImages(NetworkDescription description, WeightConstraint constraint = WeightConstraint.Signed, ImageResizing resizing = ImageResizing.Crop, long maxPixels = 10_000) =>
        Model(description, constraint, Normalized(description.Input.Channels), new ImagePreparation(description.Input, resizing, maxPixels));

    public static NonNegativeImageClassificationTransformer Transformer(MLContext mlContext, ImageModel model) => new(mlContext, model, Columns, TrainingHistory.None);

    public static byte[] Write(ImageModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        ModelFile.Write(writer, model, Columns);
        writer.Flush();
        return stream.ToArray();
    }

    public static ImageModel Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return ModelFile.Read(reader).Model;
    }

    public static float[] Predict(ImageModel model, float[] features)
    {
        var probabilities = new float[features.Length / model.FeatureCount * model.Classes];
        model.Predict(features, probabilities);
        return probabilities;
    }

    /// <summary>Random pixel values from 0 to 255.</summary>
    public static float[] Pixels(ImageModel model, int rows, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * model.FeatureCount).Select(_ => (float)random.Next(256))];
    }
}
