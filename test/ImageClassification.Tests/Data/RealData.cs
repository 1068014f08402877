namespace ImageClassification.Tests.Data;

/// <summary>Where real data sets lie: in NONNEGML_DATA, else in shared/data beside the checkout.</summary>
internal static class RealData
{
    /// <summary>The folder of a data set such as <c>mnist</c>; null where it is not on this machine.</summary>
    public static string? Folder(string name)
    {
        string? root = Environment.GetEnvironmentVariable("NONNEGML_DATA");
        root = string.IsNullOrEmpty(root) ? BesideCheckout() : root;
        string? folder = root is null ? null : Path.Combine(root, name);
        return Directory.Exists(folder) ? folder : null;
    }

    private static string? BesideCheckout()
    {
        var checkout = new DirectoryInfo(AppContext.BaseDirectory);
        while (checkout is not null && !File.Exists(Path.Combine(checkout.FullName, "NonNegML.sln")))
        {
            checkout = checkout.Parent;
        }

        return checkout?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
    }
}
