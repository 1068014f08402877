using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NonNegML.Benchmarks.Networks;

/// <summary>ResNet-18 for images of 32 x 32 pixels: a 3x3 stem without pooling, four stages of two blocks, ten classes.</summary>
internal sealed class ResNet18 : Module<Tensor, Tensor>
{
    public const int Tensors = 62;
    public const long Parameters = 11_173_962;

    private readonly Conv2d conv1 = Conv2d(3, 64, 3, 1, 1, bias: false);
    private readonly BatchNorm2d bn1 = BatchNorm2d(64);
    private readonly Sequential layer1 = Stage(64, 64, 1);
    private readonly Sequential layer2 = Stage(64, 128, 2);
    private readonly Sequential layer3 = Stage(128, 256, 2);
    private readonly Sequential layer4 = Stage(256, 512, 2);
    private readonly AdaptiveAvgPool2d avgpool = AdaptiveAvgPool2d(1);
    private readonly Linear fc = Linear(512, 10);

    public ResNet18()
        : base(nameof(ResNet18))
    {
        RegisterComponents();

        // What is measured is this network and no other.
        var counted = (Tensors: parameters().Count(), Parameters: parameters().Sum(p => p.numel()));
        if (counted != (Tensors, Parameters))
            throw new InvalidOperationException($"ResNet-18 for 32 x 32 pixels has {Parameters} parameters in {Tensors} tensors, but this one has {counted.Parameters} in {counted.Tensors}.");
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var signal = bn1.call(conv1.call(input)).relu_();
        foreach (var stage in new[] { layer1, layer2, layer3, layer4 })
            signal = stage.call(signal);
        return fc.call(avgpool.call(signal).flatten(1)).MoveToOuterDisposeScope();
    }

    private static Sequential Stage(long inputs, long outputs, long stride) =>
        Sequential(("0", new BasicBlock(inputs, outputs, stride)), ("1", new BasicBlock(outputs, outputs, 1)));
}
