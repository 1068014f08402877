using System.Collections.Concurrent;
using Microsoft.ML;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.ModelBuilder;

public static partial class FlowersModel
{
    /// <summary>A model that is loaded once and predicts on any number of threads.</summary>
    /// <remarks>
    /// A PredictionEngine is not thread-safe, as it has one input row; the model behind it is. So one model is shared, and each call takes an engine of its own from those
    /// that are free, or makes one: there are never more of them than calls at a time. Transform on the shared model would be as safe; engines spare each call the making of schemas
    /// and cursors. They must not own the model (OwnsTransformer): one that is disposed would free the network under all others.
    /// </remarks>
    public sealed class Predictor : IDisposable
    {
        private readonly MLContext _mlContext = new();
        private readonly ITransformer _model;
        private readonly ConcurrentBag<PredictionEngine<ModelInput, ModelOutput>> _free = [];

        /// <summary>Loads a model.</summary>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        /// <exception cref="InvalidDataException">It is no complete model, or one for other inputs.</exception>
        public Predictor(string modelPath)
        {
            _model = SavedModel.Load(_mlContext, modelPath, nameof(ModelInput.ImageSource));
            var engine = CreateEngine();
            Labels = LabelScore.Labels(engine.OutputSchema);
            _free.Add(engine);
        }

        /// <summary>The classes, in the order of scores.</summary>
        public IReadOnlyList<string> Labels { get; }

        /// <summary>Says what is on an image. Thread-safe.</summary>
        public ModelOutput Predict(ModelInput input)
        {
            if (!_free.TryTake(out var engine))
                engine = CreateEngine();
            try
            {
                return engine.Predict(input);
            }
            finally
            {
                _free.Add(engine);
            }
        }

        /// <summary>Every label with its score, the highest first; no labels where the image cannot be read. Thread-safe.</summary>
        public IReadOnlyList<KeyValuePair<string, float>> PredictAllLabels(ModelInput input)
        {
            var scores = Predict(input).Score;
            return float.IsNaN(scores[0]) ? [] : [.. LabelScore.Top(Labels, scores, Labels.Count).Select(label => KeyValuePair.Create(label.Label, label.Score))];
        }

        /// <summary>Frees the model; nothing can be predicted afterwards.</summary>
        public void Dispose() => (_model as IDisposable)?.Dispose();

        private PredictionEngine<ModelInput, ModelOutput> CreateEngine() =>
            _mlContext.Model.CreatePredictionEngine<ModelInput, ModelOutput>(_model, new PredictionEngineOptions { OwnsTransformer = false });
    }
}
