using NonNegML.Samples.ImageFolders;
using NonNegML.Samples.TrainWithCallbacks;

return await SampleConsole.RunAsync(CommandLine.Create(), args);
