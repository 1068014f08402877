using System.CommandLine;
using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.Predict;

/// <summary>The options as the command line knows them.</summary>
internal static class CommandLine
{
    private const int DefaultTop = 3;

    private static readonly Argument<FileInfo> Model = new("model") { Description = "a model that TrainFromFolder or TrainWithCallbacks saved" };
    private static readonly Argument<string[]> Images = new("images") { Description = $"images, and folders of images ({ImageFolder.Kinds})", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<int> Top = NumberOption.Create("--top", "how many classes are listed for each image, the most probable first", 1, DefaultTop);
    private static readonly Option<bool> Json = new("--json") { Description = "writes JSON: a list with an entry for each image" };

    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Says what is on images. Those that cannot be read are named and skipped; the exit code is 1 where none can be read.") { Model, Images, Top, Json };
        root.SetAction(async (result, cancellation) =>
        {
            var isAnyRead = false;
            var exitCode = await Guard.RunAsync(() => isAnyRead = Run(result, cancellation), cancellation);
            return exitCode != 0 || isAnyRead ? exitCode : 1;
        });
        return root;
    }

    private static bool Run(ParseResult result, CancellationToken cancellation)
    {
        IPredictionWriter writer = result.GetValue(Json) ? new JsonPredictions() : new TextPredictions();
        return new PredictJob(result.GetRequiredValue(Model).FullName, result.GetValue(Top), writer).Run(result.GetRequiredValue(Images), cancellation);
    }
}
