using static TorchSharp.torch;
using AutogradContext = TorchSharp.torch.autograd.AutogradContext;

namespace TorchSharp.Contracts.Tests;

// The custom functions of CustomFunctionTests.

/// <summary>sin(x)^2; backward from the saved input.</summary>
internal sealed class SquaredSine : autograd.SingleTensorFunction<SquaredSine>
{
    public override string Name => nameof(SquaredSine);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        Assert.IsFalse(is_grad_enabled());
        var x = (Tensor)vars[0];
        ctx.save_for_backward([x]);
        return x.sin().square();
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * (ctx.get_saved_variables()[0] * 2).sin()];
}

/// <summary>exp(x); backward from the saved output, in a dispose scope of its own.</summary>
internal sealed class Exponential : autograd.SingleTensorFunction<Exponential>
{
    internal static int Backwards;

    public override string Name => nameof(Exponential);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var y = ((Tensor)vars[0]).exp();
        ctx.save_for_backward([y]);
        return y;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        Backwards++;
        var y = ctx.get_saved_variables()[0];
        return [(y * grad_output).MoveToOuterDisposeScope()];
    }
}

/// <summary>factor times x times weight, where weight may be null: arguments that are tensors, numbers and nothing.</summary>
internal sealed class Weighted : autograd.SingleTensorFunction<Weighted>
{
    public override string Name => nameof(Weighted);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var (factor, x, weight) = ((double)vars[0], (Tensor)vars[1], vars[2] as Tensor);
        ctx.save_data("factor", factor);
        ctx.save_for_backward([x, weight!]);
        Assert.IsNull(ctx.get_data("something else"));
        return weight is null ? x * factor : x * weight * factor;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        Tensor? weight = saved[1];
        var grad = grad_output * (double)ctx.get_data("factor");
        return weight is null ? [null!, grad, null!] : [null!, grad * weight, grad * saved[0]];
    }
}

/// <summary>The sine and the cosine; counts the gradients that are missing where it asks for them as they are.</summary>
internal sealed class SineAndCosine : autograd.MultiTensorFunction<SineAndCosine>
{
    internal static int Missing;

    public override string Name => nameof(SineAndCosine);

    public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        Assert.IsTrue(ctx.MaterializeGrads);
        ctx.set_materialize_grads((bool)vars[1]);
        ctx.save_for_backward([x]);
        return [x.sin(), x.cos()];
    }

    public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
    {
        var x = ctx.get_saved_variables()[0];
        var (sine, cosine) = (grad_outputs[0], grad_outputs[1]);
        Missing += (sine.IsInvalid ? 1 : 0) + (cosine.IsInvalid ? 1 : 0);
        var grad = zeros_like(x);
        if (!sine.IsInvalid) grad += sine * x.cos();
        if (!cosine.IsInvalid) grad -= cosine * x.sin();
        return [grad, null!];
    }
}

/// <summary>Where the values are, as integers and without gradient, beside the doubled values.</summary>
internal sealed class DoubledAndSigns : autograd.MultiTensorFunction<DoubledAndSigns>
{
    public override string Name => nameof(DoubledAndSigns);

    public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
    {
        var signs = ((Tensor)vars[0]).sign();
        ctx.mark_non_differentiable([signs]);
        return [(Tensor)vars[0] * 2, signs];
    }

    public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs) => [grad_outputs[0] * 2];
}

/// <summary>The input itself, of which backward turns the sign of the gradient.</summary>
internal sealed class ReversedGradient : autograd.SingleTensorFunction<ReversedGradient>
{
    public override string Name => nameof(ReversedGradient);

    public override Tensor forward(AutogradContext ctx, params object[] vars) => (Tensor)vars[0];

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [-grad_output];
}

/// <summary>Doubles its input in place.</summary>
internal sealed class DoubledInPlace : autograd.SingleTensorFunction<DoubledInPlace>
{
    public override string Name => nameof(DoubledInPlace);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var x = ((Tensor)vars[0]).mul_(2);
        ctx.mark_dirty([x]);
        return x;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * 2];
}

/// <summary>Does in backward what it is told.</summary>
internal sealed class Scripted : autograd.SingleTensorFunction<Scripted>
{
    internal static Func<Tensor, List<Tensor>> Script = g => [g];

    public override string Name => nameof(Scripted);

    public override Tensor forward(AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).clone();

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => Script(grad_output);
}
