using NonNegML.Samples.ImageFolders;
using NonNegML.Samples.TrainFromFolder;

return await SampleConsole.RunAsync(CommandLine.Create(), args);
