using System.Collections.Immutable;

namespace Microsoft.ML.NonNegative;

/// <summary>The images of one call of Fit: those to train on, those to validate on, and how they become inputs and a loss.</summary>
internal sealed class SessionInputs
{
    /// <summary>The images that networks are started and compared on.</summary>
    public const int ExampleRows = 512;

    /// <param name="options">Validated and completed.</param>
    /// <param name="seed">Of the run: draws the images to validate on.</param>
    /// <param name="data">The training data; not disposed.</param>
    /// <param name="validation">The images of <see cref="NonNegativeImageClassificationTrainer.Options.ValidationSet"/>, or null; not disposed.</param>
    /// <param name="scaling">How features become inputs.</param>
    /// <param name="shape">Of an image.</param>
    /// <exception cref="ArgumentException">The class weights are not as many as the classes.</exception>
    public SessionInputs(NonNegativeImageClassificationTrainer.Options options, int seed, ExampleSource data, ExampleSource? validation, InputScaling scaling, ImageShape shape)
    {
        Scaling = scaling;
        (TrainingSource, ValidationSource) = Split(options, seed, data, validation);
        Training = new TrainingInputs(TrainingSource, scaling, options.DataThreads ?? DefaultThreads)
        {
            Augmentation = options.Augmentation.ChangesImages ? new ImageAugmentation(options.Augmentation, shape) : null,
            MixupAlpha = options.Augmentation.MixupAlpha,
        };
        Validation = ValidationSource is null ? null : Training.Of(ValidationSource);
        Loss = CreateLoss(options, TrainingSource.ClassCounts);
    }

    /// <summary>The threads that prepare images where the options do not say.</summary>
    public static int DefaultThreads => Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>How features become inputs.</summary>
    public InputScaling Scaling { get; }

    /// <summary>The images to train on.</summary>
    public ExampleSource TrainingSource { get; }

    /// <summary>Those to validate on, or null.</summary>
    public ExampleSource? ValidationSource { get; }

    /// <summary>The images to train on, as inputs.</summary>
    public TrainingInputs Training { get; }

    /// <summary>Those to validate on, or null.</summary>
    public TrainingInputs? Validation { get; }

    /// <summary>What is minimised.</summary>
    public TrainingLoss Loss { get; }

    /// <summary>Training images to measure a network on; to be disposed.</summary>
    /// <inheritdoc cref="CalibrationImages(ExampleSource, TrainingInputs, int, int, Action)" path="/param"/>
    public CalibrationImages Calibration(int batchSize, int seed, Action checkCancellation) => new(TrainingSource, Training, batchSize, seed, checkCancellation);

    private static (ExampleSource Training, ExampleSource? Validation) Split(NonNegativeImageClassificationTrainer.Options options, int seed, ExampleSource data, ExampleSource? validation)
    {
        if (validation is not null)
            return (data, validation);
        if (options.ValidationSetFraction > 0)
        {
            var drawn = StratifiedSplit.Draw(data, options.ValidationSetFraction, seed);
            return drawn.Count > 0
                ? (new SubsetSource(data, drawn.Complement()), new SubsetSource(data, drawn))
                : throw new InvalidOperationException($"No image could be set aside for validation: no class has more than one. Give more images, or set {nameof(options.ValidationSetFraction)} to 0.");
        }
        return (data, options.TestOnTrainSet ? data : null);
    }

    private static TrainingLoss CreateLoss(NonNegativeImageClassificationTrainer.Options options, ImmutableArray<long> classCounts)
    {
        if (options.ClassWeights is { } given && given.Count != classCounts.Length)
            throw new ArgumentException($"{nameof(options.ClassWeights)} has {given.Count} weights, but the label column has {classCounts.Length} classes.");
        ImmutableArray<double> weights = options.BalanceClasses ? TrainingLoss.Balanced(classCounts) : options.ClassWeights is null ? [] : [.. options.ClassWeights];
        return new TrainingLoss(options.LabelSmoothing, weights);
    }
}
