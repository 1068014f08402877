namespace NonNegML.Samples.ModelBuilder.WebApi;

/// <summary>Reads the image of a request.</summary>
internal static class ImageBody
{
    private static readonly string[] ImageTypes = ["image/jpeg", "image/png"];

    /// <summary>The content types, for messages.</summary>
    public static string SupportedTypes { get; } = $"{string.Join(" or ", ImageTypes)}, or multipart/form-data with the image as a file";

    /// <summary>Whether the content type is one of those.</summary>
    public static bool IsSupported(HttpRequest request) => request.HasFormContentType && IsMultipart(request) || IsImage(request);

    /// <summary>The bytes of the image, or null for a form without files. The server's limit on a request's size holds.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (IsImage(request))
            return await ReadAsync(request.Body, cancellation);
        var form = await request.ReadFormAsync(cancellation);
        if (form.Files is [])
            return null;
        await using var file = form.Files[0].OpenReadStream();
        return await ReadAsync(file, cancellation);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    private static bool IsMultipart(HttpRequest request) => MediaType(request) == "multipart/form-data";

    private static bool IsImage(HttpRequest request) => ImageTypes.Contains(MediaType(request));

    private static string? MediaType(HttpRequest request) => request.GetTypedHeaders().ContentType?.MediaType.Value?.ToLowerInvariant();
}
