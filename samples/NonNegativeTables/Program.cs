using NonNegML.Samples.NonNegativeTables;
using Spectre.Console;

// Into a file or a pipe goes plain text, on lines that do not break.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    AnsiConsole.Profile.Width = 160;
}
return await CommandLine.InvokeAsync(args);
