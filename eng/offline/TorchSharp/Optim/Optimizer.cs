#nullable disable
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public interface ILearningRateController
        {
            double LearningRate { get; set; }

            double InitialLearningRate { get; set; }
        }

        public interface IMomentum
        {
            double Momentum { get; set; }
        }

        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }

        /// <summary>Changes parameters by their gradients. What native optimizers do here, a managed one has to override.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            protected IList<ParamGroup> _parameter_groups;

            protected Optimizer(IntPtr handle)
            {
                if (handle != IntPtr.Zero) throw new NotSupportedException("Native optimizers are not part of this stand-in.");
            }

            ~Optimizer() => Dispose(false);

            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            public virtual Tensor step(Func<Tensor> closure = null) => throw NoHandle();

            public virtual void zero_grad() => throw NoHandle();

            public virtual IEnumerable<Parameter> parameters() => throw NoHandle();

            public virtual void add_param_group(ParamGroup param_group) => throw new NotImplementedException("add_param_group");

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing) { }

            static ArgumentNullException NoHandle() => new("handle");

            public class StateDictionary
            {
                internal StateDictionary() { }

                public List<OptimizerOptions> Options { get; } = [];

                public List<OptimizerState> State { get; } = [];

                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
