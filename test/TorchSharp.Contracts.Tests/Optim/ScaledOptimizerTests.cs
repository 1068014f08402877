using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Optim;

[TestClass]
public class ScaledOptimizerTests
{
    const int Steps = 5;
    const double Rate = 0.1;

    // The gradient of (x - 3)^2 / 2 plus a term that changes with the step.
    static double Grad(double x, int step) => x - 3 + 0.1 * step;

    static void Run(Parameter x, optim.Optimizer optimizer)
    {
        for (var step = 1; step <= Steps; step++)
        {
            x.grad = x.detach().sub(3).add(0.1 * step);
            optimizer.step();
        }
    }

    static double Trained(Func<Parameter, optim.Optimizer> create)
    {
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(new double[] { 1 }));
        using var optimizer = create(parameter);
        Run(parameter, optimizer);
        return parameter.ToDouble();
    }

    [TestMethod]
    [DataRow(0.0, false, false)]
    [DataRow(0.1, true, false)]
    [DataRow(0.1, false, true)]
    public void AdamW_Steps_FollowTheFormula(double decay, bool amsgrad, bool maximize)
    {
        double x = 1, m = 0, v = 0, largest = 0;
        for (var step = 1; step <= Steps; step++)
        {
            var g = (maximize ? -1 : 1) * Grad(x, step);
            x *= 1 - Rate * decay;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            largest = amsgrad ? Math.Max(largest, v) : v;
            x -= Rate * m / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(largest / (1 - Math.Pow(0.999, step))) + 1e-8);
        }
        Assert.AreEqual(x, Trained(p => optim.AdamW([p], Rate, weight_decay: decay, amsgrad: amsgrad, maximize: maximize)), 1e-12);
    }

    [TestMethod]
    [DataRow(0.0, 0.0, false, false)]
    [DataRow(0.9, 0.0, false, false)]
    [DataRow(0.5, 0.1, true, true)]
    public void RMSProp_Steps_FollowTheFormula(double momentum, double decay, bool centered, bool maximize)
    {
        double x = 1, v = 0, mean = 0, buffer = 0;
        for (var step = 1; step <= Steps; step++)
        {
            var g = (maximize ? -1 : 1) * Grad(x, step) + decay * x;
            v = 0.99 * v + 0.01 * g * g;
            mean = 0.99 * mean + 0.01 * g;
            var quotient = g / (Math.Sqrt(centered ? v - mean * mean : v) + 1e-8);
            buffer = momentum * buffer + quotient;
            x -= Rate * (momentum > 0 ? buffer : quotient);
        }
        Assert.AreEqual(x, Trained(p => optim.RMSProp([p], Rate, momentum: momentum, weight_decay: decay, centered: centered, maximize: maximize)), 1e-12);
    }

    [TestMethod]
    [DataRow(0.0, 0.0, 0.0)]
    [DataRow(0.1, 0.1, 0.5)]
    public void Adagrad_Steps_FollowTheFormula(double rateDecay, double decay, double start)
    {
        double x = 1, sum = start;
        for (var step = 1; step <= Steps; step++)
        {
            var g = Grad(x, step) + decay * x;
            sum += g * g;
            x -= Rate / (1 + (step - 1) * rateDecay) * g / (Math.Sqrt(sum) + 1e-10);
        }
        Assert.AreEqual(x, Trained(p => optim.Adagrad([p], Rate, rateDecay, decay, start)), 1e-12);
    }

    public static IEnumerable<object[]> Kinds =>
    [
        ["AdamW", (Parameter p) => (OptimizerHelper)optim.AdamW([p], Rate, amsgrad: true)],
        ["RMSProp", (Parameter p) => (OptimizerHelper)optim.RMSProp([p], Rate, momentum: 0.9, centered: true)],
        ["Adagrad", (Parameter p) => (OptimizerHelper)optim.Adagrad([p], Rate, 0.1)],
    ];

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void SaveLoad_OfEach_GoesOnAsBefore(string name, Func<Parameter, OptimizerHelper> create)
    {
        using var scope = NewDisposeScope();
        var a = new Parameter(ones(2, dtype: ScalarType.Float64));
        var b = new Parameter(ones(2, dtype: ScalarType.Float64));
        using var first = create(a);
        using var second = create(b);
        Run(a, first);
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) first.save_state_dict(writer);
        stream.Position = 0;
        using (var reader = new BinaryReader(stream)) second.load_state_dict(reader);
        using (no_grad()) b.copy_(a);
        Run(a, first);
        Run(b, second);
        Assert.IsTrue(a.Equals(b), name);
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void Step_Repeated_LeavesNoTensors(string name, Func<Parameter, OptimizerHelper> create)
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = create(parameter);
        parameter.grad = ones(3);
        optimizer.step();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 20; i++) optimizer.step();
        Assert.AreEqual(before, Tensor.TotalCount, name);
    }
}
