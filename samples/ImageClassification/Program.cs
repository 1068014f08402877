using NonNegML.Samples.ImageClassification;

return await CommandLine.InvokeAsync(args);
