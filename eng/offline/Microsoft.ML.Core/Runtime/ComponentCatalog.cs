using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The classes that model files may name, by name and signature.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _assemblies = [];
    private readonly Dictionary<(string Name, Type Signature), LoadableClass> _classes = [];

    internal ComponentCatalog()
    {
    }

    /// <summary>Takes in the classes that an assembly declares as loadable; an assembly is read once.</summary>
    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        lock (_lock)
        {
            if (!_assemblies.Add(assembly.FullName!))
                return;
            foreach (LoadableClassAttributeBase attribute in assembly.GetCustomAttributes<LoadableClassAttributeBase>())
                Register(attribute, throwOnError);
        }
    }

    /// <summary>Creates the class known as <paramref name="name"/>; false where there is none.</summary>
    internal bool TryCreate(IHostEnvironment environment, string name, Type signature, object argument, out object? instance)
    {
        LoadableClass? known;
        lock (_lock)
            known = _classes.GetValueOrDefault((name.ToLowerInvariant().Trim(), signature));
        instance = known?.Create(environment, argument);
        return known is not null;
    }

    private void Register(LoadableClassAttributeBase attribute, bool throwOnError)
    {
        var found = LoadableClass.Find(attribute);
        if (found is null)
        {
            if (throwOnError)
                throw Contracts.Except(null, $"Can't instantiate loadable class '{attribute.InstanceType.Name}' with name '{attribute.LoadNames[0]}'");
            return;
        }

        foreach (var name in attribute.LoadNames)
        {
            if (!_classes.TryAdd((name.ToLowerInvariant(), attribute.SignatureType), found) && throwOnError)
            {
                var known = _classes[(name.ToLowerInvariant(), attribute.SignatureType)];
                throw Contracts.Except(null, $"ComponentCatalog cannot map name '{name}' and SignatureType '{attribute.SignatureType}' to "
                    + $"{attribute.InstanceType.Name}, already mapped to {known.Type.Name}.");
            }
        }
    }

    /// <summary>A constructor, or a static method Create whose result is exactly the class; it may want the environment first.</summary>
    private sealed class LoadableClass(Type type, MethodBase creator, bool wantsEnvironment)
    {
        private const BindingFlags AnyVisibility = BindingFlags.Public | BindingFlags.NonPublic;

        public Type Type => type;

        public static LoadableClass? Find(LoadableClassAttributeBase attribute)
        {
            var bare = attribute.ParameterTypes;
            Type[] withEnvironment = [typeof(IHostEnvironment), .. bare];
            var constructor = Constructor(attribute, bare) ?? Constructor(attribute, withEnvironment);
            var create = CreateMethod(attribute, bare) ?? CreateMethod(attribute, withEnvironment);
            if (constructor is not null && create is not null)
            {
                if (Visibility(constructor) == Visibility(create))
                    throw Contracts.Except(null, $"Can't load type {attribute.InstanceType}, because it has both create and constructor methods with the same visibility. "
                        + "Please indicate which one should be used by changing either the signature or the visibility of one of them.");
                if (Visibility(constructor) > Visibility(create))
                    create = null;
            }

            var creator = (MethodBase?)create ?? constructor;
            return creator is null ? null : new LoadableClass(attribute.InstanceType, creator, creator.GetParameters().Length > bare.Length);
        }

        public object? Create(IHostEnvironment environment, object argument)
        {
            object[] arguments = wantsEnvironment ? [environment, argument] : [argument];
            try
            {
                return creator is ConstructorInfo constructor ? constructor.Invoke(arguments) : creator.Invoke(null, arguments);
            }
            catch (TargetInvocationException exception) when (exception.InnerException?.IsMarked() == true)
            {
                throw Contracts.Except(null, "Error during class instantiation", exception);
            }
        }

        private static ConstructorInfo? Constructor(LoadableClassAttributeBase attribute, Type[] parameters) =>
            attribute.InstanceType.IsAssignableFrom(attribute.LoaderType)
                ? attribute.LoaderType.GetConstructor(BindingFlags.Instance | AnyVisibility, null, parameters, null)
                : null;

        private static MethodInfo? CreateMethod(LoadableClassAttributeBase attribute, Type[] parameters)
        {
            var method = attribute.LoaderType.GetMethod("Create", BindingFlags.Static | AnyVisibility, null, parameters, null);
            return method?.ReturnType == attribute.InstanceType && method.DeclaringType == attribute.LoaderType ? method : null;
        }

        private static int Visibility(MethodBase method) =>
            method.IsPublic ? 5 : method.IsAssembly ? 4 : method.IsFamilyOrAssembly ? 3 : method.IsFamily ? 2 : method.IsPrivate ? 1 : 0;
    }
}
