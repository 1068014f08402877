using Microsoft.ML.Data;
using Microsoft.ML.NonNegative.Tests.Models;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>Scoring from several threads, and what becomes of it, and of native memory, when the model is disposed.</summary>
[TestClass]
public sealed class ScoringLifetimeTests
{
    private const int Threads = 8;
    private const int Size = 256;

    private readonly MLContext _mlContext = new(seed: 1);

    public static IEnumerable<object[]> Kinds => new[] { WeightConstraint.Signed, WeightConstraint.NonNegative }.Select(constraint => new object[] { constraint });

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Transform_OneModelOnManyThreads_GivesTheSameToTheLastBit(WeightConstraint constraint)
    {
        using var model = Model(constraint);
        var data = Data(model, 400);
        var expected = Scores(model, data);
        var different = 0;
        OnThreads(_ =>
        {
            for (var i = 0; i < 2; i++)
                if (!Scores(model, data).SequenceEqual(expected))
                    Interlocked.Increment(ref different);
        });

        Assert.AreEqual(0, different);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void PredictionEngine_OneOnEachThread_GivesTheSameToTheLastBit(WeightConstraint constraint)
    {
        using var model = Model(constraint);
        var pixels = MadeModels.Pixels(model.ImageModel, 50);
        var rows = FeatureData.Rows(pixels, Size).ToList();
        var one = Engine(model);
        var expected = rows.Select(row => one.Predict(row).Score).ToList();
        var different = 0;
        OnThreads(_ =>
        {
            var engine = Engine(model);
            for (var i = 0; i < rows.Count; i++)
                if (!engine.Predict(rows[i]).Score.SequenceEqual(expected[i]))
                    Interlocked.Increment(ref different);
        });

        Assert.AreEqual(0, different);
    }

    // Without a lease on the network, its tensors would be freed under those who compute with them.
    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Dispose_WhileOtherThreadsScore_EndsThemWithAnException(WeightConstraint constraint)
    {
        for (var round = 0; round < 3; round++)
        {
            var model = Model(constraint);
            var data = Data(model, 300);
            var row = FeatureData.Rows(MadeModels.Pixels(model.ImageModel, 1), Size).Single();
            Scores(model, data);
            using var scoring = new CountdownEvent(Threads);
            var ended = 0;
            var threads = OnThreadsAsync(thread =>
            {
                var engine = Engine(model);
                scoring.Signal();
                try
                {
                    while (true)
                    {
                        if (thread % 2 == 0)
                            Scores(model, data);
                        else
                            Assert.AreEqual(1, engine.Predict(row).Score.Sum(), 1e-4);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref ended);
                }
            });
            scoring.Wait();
            Thread.Sleep(round * 3);
            model.Dispose();
            Task.WaitAll(threads);

            Assert.AreEqual(Threads, ended);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Dispose_InTheMiddleOfACursor_ThrowsAtTheNextBatch(WeightConstraint constraint)
    {
        var model = Model(constraint);
        var scored = model.Transform(Data(model, 600));
        using var cursor = scored.GetRowCursor(scored.Schema);
        var score = cursor.GetGetter<VBuffer<float>>(scored.Schema["Score"]);
        Assert.IsTrue(cursor.MoveNext());
        model.Dispose();
        VBuffer<float> values = default;
        score(ref values);
        Assert.AreEqual(1, values.DenseValues().Sum(), 1e-4);

        StringAssert.Contains(Assert.ThrowsExactly<ObjectDisposedException>(() =>
        {
            while (cursor.MoveNext())
            {
            }
        }).Message, nameof(NonNegativeImageClassificationTransformer));
    }

    [TestMethod]
    public void AnyMember_Disposed_Throws()
    {
        var model = Model(WeightConstraint.NonNegative);
        var signed = Model(WeightConstraint.Signed);
        var data = Data(model, 10);
        var engine = Engine(model);
        var row = FeatureData.Rows(new float[Size], Size).Single();
        model.Dispose();
        signed.Dispose();

        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Predict(row));
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Transform(data));
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.GetOutputSchema(data.Schema));
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Verify(data));
        Assert.ThrowsExactly<ObjectDisposedException>(model.ToSigned);
        Assert.ThrowsExactly<ObjectDisposedException>(signed.ToNonNegative);
        Assert.ThrowsExactly<ObjectDisposedException>(() => signed.ToNonNegative(data));
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.ExportForHardware("x.npz"));
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.SmallestWeight);
        Assert.ThrowsExactly<ObjectDisposedException>(() => model.Network);
        using var stream = new MemoryStream();
        Assert.ThrowsExactly<ObjectDisposedException>(() => _mlContext.Model.Save(model, data.Schema, stream));
    }

    // The signed form that scores, made at the first row, goes as well.
    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Dispose_AfterEveryWayToScore_LeavesNoTensorBehind(WeightConstraint constraint)
    {
        Round(constraint);
        var before = LiveTensors.Count();
        var layers = Round(constraint);

        // TorchSharp never counts out a tensor whose data a Parameter took over: W and b of the signed network, W+, W- and b' of the other, and W and b of what scores for it.
        Assert.AreEqual(before + (constraint == WeightConstraint.Signed ? 2 : 2 + 2 + 3 + 2) * layers, LiveTensors.Now());
    }

    [TestMethod]
    public void Transform_ManyTimes_LeavesNoTensorBehind()
    {
        using var model = Model(WeightConstraint.NonNegative);
        var data = Data(model, 300);
        Scores(model, data);
        var before = LiveTensors.Count();
        for (var i = 0; i < 10; i++)
            Scores(model, data);
        var engine = Engine(model);
        for (var i = 0; i < 10; i++)
            engine.Predict(FeatureData.Rows(new float[Size], Size).Single());

        Assert.AreEqual(before, LiveTensors.Now());
    }

    private int Round(WeightConstraint constraint)
    {
        using var model = Model(constraint);
        var data = Data(model, 300);
        Scores(model, data);
        Engine(model).Predict(FeatureData.Rows(new float[Size], Size).Single());
        return model.Network.Weighted.Length;
    }

    private NonNegativeImageClassificationTransformer Model(WeightConstraint constraint) =>
        MadeModels.Transformer(_mlContext, MadeModels.Model(TestNetworks.Cnn(Activations.Sinusoidal), constraint, MadeModels.Normalized(1)));

    private IDataView Data(NonNegativeImageClassificationTransformer model, int rows) => FeatureData.Of(_mlContext, MadeModels.Pixels(model.ImageModel, rows), Size);

    private PredictionEngine<FeatureData.Row, PatchPrediction> Engine(NonNegativeImageClassificationTransformer model) =>
        _mlContext.Model.CreatePredictionEngine<FeatureData.Row, PatchPrediction>(model, new PredictionEngineOptions { OwnsTransformer = false, InputSchemaDefinition = FeatureData.Schema(Size) });

    private List<float> Scores(NonNegativeImageClassificationTransformer model, IDataView data) =>
        [.. _mlContext.Data.CreateEnumerable<PatchPrediction>(model.Transform(data), reuseRowObject: false).SelectMany(row => row.Score)];

    private static void OnThreads(Action<int> action) => Task.WaitAll(OnThreadsAsync(action));

    // Threads of their own: the pool might run them one after the other.
    private static Task[] OnThreadsAsync(Action<int> action) => [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(() => action(thread), TaskCreationOptions.LongRunning))];
}
