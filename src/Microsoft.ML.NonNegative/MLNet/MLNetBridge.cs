using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative;

/// <summary>Everything that touches non-public API of ML.NET 5.0, in one place.</summary>
internal static class MLNetBridge
{
    private static readonly Assembly Core = typeof(ModelSaveContext).Assembly;
    private static readonly Type VersionInfo = Core.GetType("Microsoft.ML.VersionInfo", throwOnError: true)!;
    private static readonly Type Cancelable = Core.GetType("Microsoft.ML.Runtime.ICancelable", throwOnError: true)!;
    private static readonly Type Environments = Core.GetType("Microsoft.ML.Runtime.IHostEnvironmentInternal", throwOnError: true)!;
    private static readonly Type LoadContext = Core.GetType("Microsoft.ML.ModelLoadContext", throwOnError: true)!;
    private static readonly MethodInfo SetVersionInfo = typeof(ModelSaveContext).GetMethod("SetVersionInfo", BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo TryLoadBinaryStream = LoadContext.GetMethod("TryLoadBinaryStream")!;

    /// <summary>The environment of the MLContext that a catalog of trainers belongs to.</summary>
    public static IHostEnvironment Environment(TrainCatalogBase.CatalogInstantiatorBase trainers) => EnvironmentOf(OwnerOf(trainers));

    /// <summary>A column of a schema shape.</summary>
    public static SchemaShape.Column Column(string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey = false, SchemaShape? annotations = null) =>
        NewColumn(name, kind, itemType, isKey, annotations);

    /// <summary>Asks whether <paramref name="host"/>'s MLContext was cancelled; cheap enough for every step.</summary>
    public static Func<bool> IsCanceled(IHost host) => Cancelable.GetProperty("IsCanceled")!.GetMethod!.CreateDelegate<Func<bool>>(host);

    /// <summary>What the MLContext of <paramref name="host"/> says of GPUs: the device to use, or null for the CPU; and whether to use the CPU where it is not there.</summary>
    public static (int? GpuDeviceId, bool FallbackToCpu) DevicePreference(IHost host) =>
        ((int?)Environments.GetProperty("GpuDeviceId")!.GetValue(host), (bool)Environments.GetProperty("FallbackToCpu")!.GetValue(host)!);

    /// <summary>The seed of the MLContext of <paramref name="host"/>, or null where it was given none.</summary>
    public static int? Seed(IHost host) => (int?)Environments.GetProperty("Seed")!.GetValue(host);

    /// <summary>The folder for temporary files of the MLContext of <paramref name="host"/>, or null for the system's.</summary>
    public static string? TemporaryFolder(IHost host) => (string?)Environments.GetProperty("TempFilePath")!.GetValue(host);

    /// <summary>Names the class that loads what is saved next.</summary>
    /// <param name="context">Where to save.</param>
    /// <param name="modelSignature">Eight characters.</param>
    /// <param name="version">Of the format, for example 0x00010001.</param>
    /// <param name="loaderSignature">At most 24 characters.</param>
    /// <param name="loaderAssembly">The simple name of the assembly with the loader.</param>
    public static void SetVersion(ModelSaveContext context, string modelSignature, uint version, string loaderSignature, string loaderAssembly) =>
        SetVersionInfo.Invoke(context, [Activator.CreateInstance(VersionInfo, modelSignature, version, version, version, loaderAssembly, loaderSignature, null)]);

    /// <summary>Saves a separate entry of the model file.</summary>
    public static void SaveStream(ModelSaveContext context, string name, Action<BinaryWriter> write) => SaveBinaryStream(context, name, write);

    /// <summary>Loads a separate entry of the model file.</summary>
    /// <param name="loadContext">ML.NET's ModelLoadContext, which is not public.</param>
    /// <param name="name">The entry.</param>
    /// <param name="read">Reads it; its exceptions come through as they are.</param>
    /// <returns>False where there is no such entry.</returns>
    public static bool LoadStream(object loadContext, string name, Action<BinaryReader> read)
    {
        try
        {
            return (bool)TryLoadBinaryStream.Invoke(loadContext, [name, read])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    /// <summary>
    /// Marks an exception as ML.NET marks its own: Model.Load then throws an InvalidOperationException around it, as it does for ML.NET's own models, instead of the bare
    /// TargetInvocationException of reflection.
    /// </summary>
    public static void Mark(Exception exception) => exception.Data["ML_IsMarked"] = 1;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Owner")]
    private static extern TrainCatalogBase OwnerOf(TrainCatalogBase.CatalogInstantiatorBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Environment")]
    private static extern IHostEnvironment EnvironmentOf(TrainCatalogBase catalog);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern SchemaShape.Column NewColumn(string name, SchemaShape.Column.VectorKind vecKind, DataViewType itemType, bool isKey, SchemaShape? annotations);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SaveBinaryStream")]
    private static extern void SaveBinaryStream(ModelSaveContext context, string name, Action<BinaryWriter> action);
}
