namespace Microsoft.ML;

/// <summary>The signature under which ML.NET looks up classes that load a model.</summary>
public delegate void SignatureLoadModel();

/// <summary>Names a class that ML.NET can create from a saved model; the shape of ML.NET's own internal attribute.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class LoadableClassAttribute : Attribute
{
    /// <summary>Declares <paramref name="instType"/> as loadable under <paramref name="loadNames"/>.</summary>
    public LoadableClassAttribute(Type instType, Type? argType, Type sigType, string userName, params string[] loadNames)
    {
        InstType = instType;
        ArgType = argType;
        SigType = sigType;
        UserName = userName;
        LoadNames = loadNames;
    }

    /// <summary>The class that is created.</summary>
    public Type InstType { get; }

    /// <summary>The type of its arguments, if it has any.</summary>
    public Type? ArgType { get; }

    /// <summary>The signature it answers to.</summary>
    public Type SigType { get; }

    /// <summary>Its name for people.</summary>
    public string UserName { get; }

    /// <summary>Its names in model files.</summary>
    public IReadOnlyList<string> LoadNames { get; }
}
