namespace NonNegML.Samples.ModelBuilder;

/// <summary>A classifier of flowers, or of whatever images it is trained on: how it is trained, used and evaluated.</summary>
public static partial class FlowersModel
{
    /// <summary>The model file that <see cref="Predict"/> uses: FlowersModel.zip beside the program.</summary>
    public static string ModelPath { get; } = Path.Combine(AppContext.BaseDirectory, "FlowersModel.zip");

    // Loaded by the first prediction; every later one shares it.
    private static readonly Lazy<Predictor> Default = new(() => new Predictor(ModelPath));

    /// <summary>Says what is on an image, by the model at <see cref="ModelPath"/>. Thread-safe.</summary>
    public static ModelOutput Predict(ModelInput input) => Default.Value.Predict(input);

    /// <summary>Every label with its score, the highest first, by the model at <see cref="ModelPath"/>. Thread-safe.</summary>
    public static IReadOnlyList<KeyValuePair<string, float>> PredictAllLabels(ModelInput input) => Default.Value.PredictAllLabels(input);

    /// <summary>What the model takes.</summary>
    public sealed class ModelInput
    {
        /// <summary>The class; not needed to predict.</summary>
        public string Label { get; set; } = "";

        /// <summary>An image file's content: JPEG, PNG.</summary>
        public byte[] ImageSource { get; set; } = [];
    }

    /// <summary>What the model says.</summary>
    public sealed class ModelOutput
    {
        /// <summary>The most probable class; empty where the image cannot be read.</summary>
        public string PredictedLabel { get; set; } = "";

        /// <summary>The probability of each class; NaN where the image cannot be read.</summary>
        public float[] Score { get; set; } = [];
    }
}
