using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Microsoft.ML.MultiplicativeUpdates.Steps;

/// <summary>Parameters that lie in each other's memory, as tied weights do. Found on the CPU, where memory has an address.</summary>
internal static class SharedMemory
{
    /// <summary>Looks through all parameters of an optimizer.</summary>
    /// <returns>Those that are another one under a second name, which must not move twice, and those that share a part of their memory, which must not move side by side.</returns>
    public static (HashSet<TrainedParameter> Again, HashSet<TrainedParameter> Overlapping) Find(IEnumerable<TrainedParameter> parameters)
    {
        var ordered = parameters.Where(HasAddress)
            .Select(trained => (Trained: trained, Start: Address(trained)))
            .OrderBy(one => one.Start).ThenByDescending(one => one.Trained.Count)
            .ToList();
        var (again, overlapping) = (new HashSet<TrainedParameter>(), new HashSet<TrainedParameter>());
        var (start, end, last) = (long.MinValue, long.MinValue, default(TrainedParameter));
        foreach (var (trained, here) in ordered)
        {
            if (last is not null && here == start && trained.Count == last.Count && trained.Type == last.Type)
            {
                again.Add(trained);
                continue;
            }
            if (here < end)
                overlapping.UnionWith([trained, last!]);
            var stop = here + trained.Count * trained.Parameter.element_size();
            if (stop > end)
                (start, end, last) = (here, stop, trained);
        }
        return (again, overlapping);
    }

    private static bool HasAddress(TrainedParameter trained) =>
        trained.Count > 0 && trained.Parameter.device_type == DeviceType.CPU && !trained.Parameter.is_sparse && trained.Parameter.is_contiguous()
        && trained.Count * trained.Parameter.element_size() <= int.MaxValue;

    private static unsafe long Address(TrainedParameter trained) => (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(trained.Parameter.bytes));
}
