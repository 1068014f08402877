using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Optim;

[TestClass]
public class SchedulerTests
{
    const double Rate = 0.2;

    public static IEnumerable<object[]> Schedules =>
    [
        ["StepLR", (optim.Optimizer o) => optim.lr_scheduler.StepLR(o, 3, 0.1), (int epoch) => Rate * Math.Pow(0.1, epoch / 3)],
        ["ExponentialLR", (optim.Optimizer o) => optim.lr_scheduler.ExponentialLR(o, 0.9), (int epoch) => Rate * Math.Pow(0.9, epoch)],
        ["LambdaLR", (optim.Optimizer o) => optim.lr_scheduler.LambdaLR(o, epoch => 1.0 / (epoch + 1)), (int epoch) => Rate / (epoch + 1)],
        ["CosineAnnealingLR", (optim.Optimizer o) => optim.lr_scheduler.CosineAnnealingLR(o, 10, 0.02), (int epoch) => 0.02 + (Rate - 0.02) * (1 + Math.Cos(Math.PI * epoch / 10)) / 2],
    ];

    [TestMethod]
    [DynamicData(nameof(Schedules))]
    public void Schedule_EachEpoch_HasTheClosedFormsRate(string name, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> create, Func<int, double> expected)
    {
        using var optimizer = optim.SGD([new Parameter(ones(1))], Rate);
        var scheduler = create(optimizer);
        for (var epoch = 0; epoch <= 10; epoch++)
        {
            Assert.AreEqual(expected(epoch), optimizer.ParamGroups.Single().LearningRate, 1e-12, $"{name}, epoch {epoch}");
            Assert.AreEqual(expected(epoch), scheduler.get_last_lr().Single(), 1e-12);
            scheduler.step();
        }
    }
}
