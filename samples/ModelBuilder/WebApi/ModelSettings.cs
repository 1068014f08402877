namespace NonNegML.Samples.ModelBuilder.WebApi;

/// <summary>The section "Model" of the configuration: appsettings.json, the environment (Model__Path), the command line (--Model:Path).</summary>
public sealed class ModelSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Model";

    /// <summary>The model file; where it is no full path, from the program's folder on.</summary>
    public string Path { get; set; } = "FlowersModel.zip";

    /// <summary>The most bytes of a request.</summary>
    public long MaxImageBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The full path of the model file.</summary>
    public string FullPath => System.IO.Path.GetFullPath(Path, AppContext.BaseDirectory);
}
