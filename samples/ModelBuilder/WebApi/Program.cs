using NonNegML.Samples.ModelBuilder.WebApi;

try
{
    await using var app = Api.Create(args);
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync($"Error: {e.Message}");
    return 1;
}
