using NonNegML.Samples.ImageClassification;
using NonNegML.Samples.UpdateRules;

namespace UpdateRules.Tests;

/// <summary>A few generated images and the runs on them.</summary>
internal static class SmallData
{
    public static StudyData Read(int train = 600, int test = 200)
    {
        var (trainImages, testImages) = GeneratedImages.Create(seed: 1);
        return new StudyData("generated", trainImages.Take(train), testImages.Take(test));
    }

    public static RunSpec Spec(StudyData data, Method method, Rates rates, int seed = 1, double scale = 1, int epochs = 1) =>
        new(method.Rule, method.Optimizer, rates, seed, scale, SmallNetwork.Name, data.Name, data.TrainCount, EvaluationSet.Test, data.TestCount, epochs, 32);
}
