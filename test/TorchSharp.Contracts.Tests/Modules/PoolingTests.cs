using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

[TestClass]
public class PoolingTests
{
    static Tensor Square => arange(16).to_type(ScalarType.Float32).view(1, 1, 4, 4);

    [TestMethod]
    public void MaxPool2d_Windows_TakeTheLargest()
    {
        Check.Near([5, 7, 13, 15], nn.MaxPool2d(2).call(Square));
        Check.Near([10, 11, 14, 15], nn.MaxPool2d(3, stride: 1).call(Square));
        Check.Near([5, 7, 13, 15], nn.MaxPool2d(3, stride: 2, padding: 1).call(Square));
        Check.Near([13, 15], nn.MaxPool2d((4, 2)).call(Square));
        Check.Near([5, 7, 13, 15], nn.MaxPool2d([2, 2]).call(Square));
        Check.Near([10, 11, 14, 15], nn.MaxPool2d(2, stride: 1, dilation: 2).call(Square));
        Check.Shape([1, 1, 2, 2], nn.MaxPool2d(3, stride: 2, ceilMode: true).call(Square));
        var (values, indices) = nn.MaxPool2d(2).forward_with_indices(Square);
        Check.Near([5, 7, 13, 15], values);
        CollectionAssert.AreEqual(new long[] { 5, 7, 13, 15 }, indices.data<long>().ToArray());
    }

    [TestMethod]
    public void AvgPool2d_Windows_TakeTheMean()
    {
        Check.Near([2.5f, 4.5f, 10.5f, 12.5f], nn.AvgPool2d(2).call(Square));
        Check.Near([10, 18, 42, 50], nn.AvgPool2d(2, divisor_override: 1).call(Square));
        Check.Near([6.5f, 8.5f], nn.AvgPool2d((4, 2)).call(Square));
        Check.Near([0, 1.25f, 5, 12.5f], nn.AvgPool2d(2, stride: 3, padding: 1).call(Square));
        Check.Near([0, 2.5f, 10, 12.5f], nn.AvgPool2d(2, stride: 3, padding: 1, count_include_pad: false).call(Square));
    }

    [TestMethod]
    public void AdaptiveAvgPool2d_AnySize_GivesTheAskedOne()
    {
        Check.Near([7.5f], nn.AdaptiveAvgPool2d(1).call(Square));
        Check.Near([6.5f, 8.5f], nn.AdaptiveAvgPool2d((1, 2)).call(Square));
        Check.Near([3.5f, 11.5f], nn.AdaptiveAvgPool2d([2, 1]).call(Square));
    }

    [TestMethod]
    public void AvgPool2d_FunctionWithLists_HasStrideOneUnlessGiven()
    {
        Check.Shape([1, 1, 3, 3], nn.functional.avg_pool2d(Square, [2, 2]));
        Check.Shape([1, 1, 2, 2], nn.functional.avg_pool2d(Square, 2));
        Check.Shape([1, 1, 2, 2], nn.functional.avg_pool2d(Square, (2, 2)));
        Check.Shape([1, 1, 2, 2], nn.functional.max_pool2d(Square, [2, 2]));
    }

    [TestMethod]
    public void Layers_WithoutParameters_HaveNone()
    {
        using var model = nn.Sequential(nn.MaxPool2d(2), nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(1), nn.Identity());
        Assert.IsEmpty(model.parameters().ToList());
        Assert.IsEmpty(model.state_dict());
        model.to(ScalarType.Float64);
        Check.Near([10], model.call(Square.to_type(ScalarType.Float64)));
    }
}
