using Microsoft.AspNetCore.Http.HttpResults;
using NonNegML.Samples.ImageFolders;

namespace NonNegML.Samples.ModelBuilder.WebApi;

/// <summary>POST /predict: an image as the body, or as a file of a form; answers every label with its score, the highest first.</summary>
internal static class PredictEndpoint
{
    public static async Task<Results<Ok<Prediction>, ProblemHttpResult>> HandleAsync(HttpRequest request, FlowersModel.Predictor predictor, CancellationToken cancellation)
    {
        if (!ImageBody.IsSupported(request))
            return Problem(StatusCodes.Status415UnsupportedMediaType, $"The content type is '{request.ContentType}'; send {ImageBody.SupportedTypes}.");
        byte[]? image;
        try
        {
            image = await ImageBody.ReadAsync(request, cancellation);
        }
        catch (BadHttpRequestException e)
        {
            // Over the server's limit (413), or broken off.
            return Problem(e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return Problem(StatusCodes.Status400BadRequest, $"The form is damaged or incomplete: {e.Message}");
        }
        if (image is not { Length: > 0 })
            return Problem(StatusCodes.Status400BadRequest, "There is no image in the request: its body, or the first file of its form, is empty or missing.");
        var labels = predictor.PredictAllLabels(new FlowersModel.ModelInput { ImageSource = image });
        return labels.Count == 0
            ? Problem(StatusCodes.Status400BadRequest, $"The image cannot be read: {UnreadableImage.Reason(image)}.")
            : TypedResults.Ok(new Prediction(labels[0].Key, [.. labels.Select(label => new Label(label.Key, label.Value))]));
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>What POST /predict answers.</summary>
    /// <param name="PredictedLabel">The most probable class.</param>
    /// <param name="Labels">Every class, the most probable first.</param>
    internal sealed record Prediction(string PredictedLabel, IReadOnlyList<Label> Labels);

    /// <summary>A class and its probability.</summary>
    internal sealed record Label(string Name, float Score);
}
