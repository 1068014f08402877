extern alias mlcorestub;

using Microsoft.ML.NonNegative;

// ML.NET finds the class that loads a model by this attribute, so that Model.Load needs no registration. The attribute is internal to ML.NET: it is compiled
// against eng/CoreStub, and the runtime accepts it because of the declaration below.
[assembly: mlcorestub::Microsoft.ML.LoadableClass(typeof(NonNegativeImageClassificationTransformer), null, typeof(mlcorestub::Microsoft.ML.SignatureLoadModel), "",
    NonNegativeImageClassificationTransformer.LoaderSignature)]
[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("Microsoft.ML.Core")]

namespace System.Runtime.CompilerServices
{
    /// <summary>Known to the runtime by its name: lets this assembly use internals of <paramref name="assemblyName"/>.</summary>
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
    {
        public string AssemblyName { get; } = assemblyName;
    }
}
