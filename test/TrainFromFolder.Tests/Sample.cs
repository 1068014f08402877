using ImageFolders.Tests;
using NonNegML.Samples.TrainFromFolder;

namespace TrainFromFolder.Tests;

/// <summary>Starts the sample in a process of its own.</summary>
internal static class Sample
{
    public static System.Reflection.Assembly Assembly => typeof(SampleOptions).Assembly;

    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => SampleProcess.Run(Assembly, arguments);
}
