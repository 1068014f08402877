using NonNegML.Samples.ImageFolders;
using NonNegML.Samples.Predict;

return await SampleConsole.RunAsync(CommandLine.Create(), args);
