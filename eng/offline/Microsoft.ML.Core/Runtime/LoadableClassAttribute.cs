using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The signature under which classes that load a model are registered; its parameters are theirs.</summary>
internal delegate void SignatureLoadModel(ModelLoadContext ctx);

/// <summary>Declares, on an assembly, a class that the component catalog can create by name.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class LoadableClassAttribute : LoadableClassAttributeBase
{
    public LoadableClassAttribute(Type instType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(instType, instType, argType, sigType, userName, loadNames)
    {
    }

    public LoadableClassAttribute(Type instType, Type loaderType, Type? argType, Type sigType, string userName, params string[] loadNames)
        : base(instType, loaderType, argType, sigType, userName, loadNames)
    {
    }
}

internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(Type instType, Type loaderType, Type? argType, Type sigType, string userName, string[] loadNames)
    {
        Contracts.CheckValue(null, instType, nameof(instType));
        Contracts.CheckValue(null, sigType, nameof(sigType));
        var invoke = sigType.GetMethod("Invoke");
        Contracts.CheckParam(null, sigType.BaseType == typeof(MulticastDelegate) && invoke is not null, nameof(sigType),
            "LoadableClass signature type must be a delegate type");
        InstanceType = instType;
        LoaderType = loaderType;
        SignatureType = sigType;
        LoadNames = loadNames is { Length: > 0 } ? loadNames : [userName];
        var parameters = invoke.GetParameters().Select(p => p.ParameterType);
        ParameterTypes = argType is null ? [.. parameters] : [argType, .. parameters];
    }

    public Type InstanceType { get; }

    public Type LoaderType { get; }

    public Type SignatureType { get; }

    public string[] LoadNames { get; }

    /// <summary>What the constructor or Create method takes, beside an environment.</summary>
    public Type[] ParameterTypes { get; }
}
