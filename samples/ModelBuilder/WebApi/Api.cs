using Microsoft.AspNetCore.Http.Features;
using TorchSharp;

namespace NonNegML.Samples.ModelBuilder.WebApi;

/// <summary>The web API: POST /predict with an image, GET /health.</summary>
internal static class Api
{
    /// <summary>Builds the application and loads the model.</summary>
    /// <exception cref="FileNotFoundException">There is no model where the configuration says.</exception>
    /// <exception cref="InvalidDataException">It is no complete model.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = builder.Configuration.GetSection(ModelSettings.Section).Get<ModelSettings>() ?? new();

        // Requests come side by side: each computes on one thread. (Where libtorch computes with OpenBLAS, set OPENBLAS_NUM_THREADS=1 as well; it has threads of its own.)
        torch.set_num_threads(1);

        // Loaded here, not by the first request: a server without its model does not start.
        var predictor = LoadModel(settings);
        builder.Services.AddSingleton(_ => predictor); // so that it is disposed with the application
        builder.Services.AddProblemDetails();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = settings.MaxImageBytes);
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = settings.MaxImageBytes);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapPost("/predict", PredictEndpoint.HandleAsync);
        app.MapGet("/health", (FlowersModel.Predictor model) => new Health("ok", model.Labels));
        _ = app.Services.GetRequiredService<FlowersModel.Predictor>();
        return app;
    }

    private static FlowersModel.Predictor LoadModel(ModelSettings settings)
    {
        try
        {
            return new FlowersModel.Predictor(settings.FullPath);
        }
        catch (FileNotFoundException)
        {
            throw new FileNotFoundException($"There is no model {settings.FullPath}. Train one (FlowersModel.ConsoleApp train), and name it by {ModelSettings.Section}:{nameof(ModelSettings.Path)} in appsettings.json, by the environment variable {ModelSettings.Section}__{nameof(ModelSettings.Path)}, or by --{ModelSettings.Section}:{nameof(ModelSettings.Path)}.");
        }
    }

    /// <summary>What GET /health answers.</summary>
    /// <param name="Status">Always "ok": without its model the server does not start.</param>
    /// <param name="Labels">The classes that the model knows.</param>
    internal sealed record Health(string Status, IReadOnlyList<string> Labels);
}
