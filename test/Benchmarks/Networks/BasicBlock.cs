using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NonNegML.Benchmarks.Networks;

/// <summary>Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape changes.</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? downsample;

    public BasicBlock(long inputs, long outputs, long stride)
        : base(nameof(BasicBlock))
    {
        conv1 = Conv2d(inputs, outputs, 3, stride, 1, bias: false);
        bn1 = BatchNorm2d(outputs);
        conv2 = Conv2d(outputs, outputs, 3, 1, 1, bias: false);
        bn2 = BatchNorm2d(outputs);
        if (stride != 1 || inputs != outputs)
            downsample = Sequential(("0", Conv2d(inputs, outputs, 1, stride, bias: false)), ("1", BatchNorm2d(outputs)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var inner = bn1.call(conv1.call(input)).relu_();
        var sum = bn2.call(conv2.call(inner)).add_(downsample?.call(input) ?? input);
        return sum.relu_().MoveToOuterDisposeScope();
    }
}
