#nullable disable
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>An operation with a backward of its own. Tensors among the arguments of apply are its inputs.</summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            static readonly T s_instance = new();
            static readonly IntPtr s_name = Marshal.StringToCoTaskMemUTF8(s_instance.Name);
            static readonly Func<AutogradContext, List<Tensor>, List<Tensor>> s_backward = s_instance.Backward;

            public abstract string Name { get; }

            public static List<Tensor> apply_internal(params object[] vars)
            {
                var context = new AutogradContext(s_instance.Name, s_backward, vars);
                var inputs = new List<Tensor>(vars.Length);
                foreach (var argument in vars)
                    if (AutogradContext.IsTensor(argument)) inputs.Add((Tensor)argument);
                var hasGradient = is_grad_enabled() && inputs.Exists(input => input.requires_grad);
                List<Tensor> outputs;
                using (no_grad()) outputs = s_instance.Forward(context, vars);
                return context.Finish(s_name, inputs, outputs, hasGradient);
            }

            internal abstract List<Tensor> Forward(AutogradContext context, object[] arguments);

            internal abstract List<Tensor> Backward(AutogradContext context, List<Tensor> gradients);
        }

        /// <summary>A custom function with one output.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>The gradients of the arguments of forward, in their order; null for those that have none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> Forward(AutogradContext context, object[] arguments) => [forward(context, arguments)];

            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> gradients) => backward(context, gradients[0]);
        }

        /// <summary>A custom function with several outputs.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> Forward(AutogradContext context, object[] arguments) => forward(context, arguments);

            internal sealed override List<Tensor> Backward(AutogradContext context, List<Tensor> gradients) => backward(context, gradients);
        }
    }
}
