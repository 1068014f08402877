using NonNegML.Samples.ImageFolders;
using NonNegML.Samples.ModelBuilder.ConsoleApp;

return await SampleConsole.RunAsync(CommandLine.Create(), args);
