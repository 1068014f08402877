using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Contracts.Tests.Support;

/// <summary>The few members that ML.NET keeps to itself and an outside trainer cannot do without.</summary>
internal static class Internals
{
    private static readonly Assembly Core = typeof(ModelSaveContext).Assembly;

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    public static extern SchemaShape.Column NewColumn(string name, SchemaShape.Column.VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CancelExecution")]
    public static extern void Cancel(MLContext context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Owner")]
    public static extern TrainCatalogBase Owner(TrainCatalogBase.CatalogInstantiatorBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Environment")]
    public static extern IHostEnvironment Environment(TrainCatalogBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "Writer")]
    public static extern ref BinaryWriter Writer(ModelSaveContext context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SaveBinaryStream")]
    public static extern void SaveBinaryStream(ModelSaveContext context, string name, Action<BinaryWriter> action);

    public static void SetVersion(ModelSaveContext context, string modelSignature, string loaderSignature, string loaderAssembly)
    {
        var version = Activator.CreateInstance(Core.GetType("Microsoft.ML.VersionInfo", true)!,
            modelSignature, 0x00010001u, 0x00010001u, 0x00010001u, loaderAssembly, loaderSignature, null);
        typeof(ModelSaveContext).GetMethod("SetVersionInfo", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(context, [version]);
    }

    public static BinaryReader Reader(object loadContext) => (BinaryReader)loadContext.GetType().GetField("Reader")!.GetValue(loadContext)!;

    public static bool TryLoadBinaryStream(object loadContext, string name, Action<BinaryReader> action) =>
        (bool)loadContext.GetType().GetMethod("TryLoadBinaryStream")!.Invoke(loadContext, [name, action])!;

    public static bool IsCanceled(IHostEnvironment host) =>
        (bool)Core.GetType("Microsoft.ML.Runtime.ICancelable", true)!.GetProperty("IsCanceled")!.GetValue(host)!;

    public static object? Setting(IHostEnvironment host, string name) =>
        Core.GetType("Microsoft.ML.Runtime.IHostEnvironmentInternal", true)!.GetProperty(name)!.GetValue(host);

    /// <summary>Makes a class known to a context without assembly metadata.</summary>
    public static void Register(IHostEnvironment environment, Type type, string loaderSignature) =>
        environment.ComponentCatalog.RegisterAssembly(new DeclaringAssembly(type, loaderSignature));

    private sealed class DeclaringAssembly : Assembly
    {
        private readonly Attribute[] _attributes;
        private readonly string _name;

        public DeclaringAssembly(Type type, string loaderSignature)
        {
            var attributeType = Core.GetType("Microsoft.ML.LoadableClassAttribute", true)!;
            var constructor = attributeType.GetConstructor([typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])])!;
            _attributes = (Attribute[])Array.CreateInstance(attributeType, 1);
            _attributes[0] = (Attribute)constructor.Invoke([type, null, Core.GetType("Microsoft.ML.SignatureLoadModel", true), "", new[] { loaderSignature }]);
            _name = $"Declared.{loaderSignature}, Version=1.0.0.0";
        }

        public override string FullName => _name;

        public override object[] GetCustomAttributes(Type attributeType, bool inherit) =>
            attributeType.IsAssignableFrom(_attributes[0].GetType()) ? _attributes : [];

        public override Type[] GetTypes() => [];

        public override AssemblyName GetName() => new(_name);

        public override AssemblyName GetName(bool copiedName) => GetName();
    }
}
