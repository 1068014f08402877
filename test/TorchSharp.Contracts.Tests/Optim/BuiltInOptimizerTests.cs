using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Optim;

[TestClass]
public class BuiltInOptimizerTests
{
    const int Steps = 5;

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

    [TestMethod]
    [DataRow(0.0, 0.0, 0.0, false, false)]
    [DataRow(0.9, 0.0, 0.0, false, false)]
    [DataRow(0.9, 0.0, 0.01, true, false)]
    [DataRow(0.9, 0.5, 0.1, false, true)]
    public void Sgd_Steps_FollowTheFormula(double momentum, double dampening, double decay, bool nesterov, bool maximize)
    {
        double x = 1, buffer = 0;
        for (var step = 1; step <= Steps; step++)
        {
            var g = Grad(x, step) + decay * x;
            if (momentum != 0)
            {
                buffer = step == 1 ? g : momentum * buffer + (1 - dampening) * g;
                g = nesterov ? g + momentum * buffer : buffer;
            }
            x -= (maximize ? -0.1 : 0.1) * g;
        }
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(new double[] { 1 }));
        using var optimizer = optim.SGD([parameter], 0.1, momentum, dampening, decay, nesterov, maximize);
        Run(parameter, optimizer);
        Assert.AreEqual(x, parameter.ToDouble(), 1e-12);
    }

    [TestMethod]
    [DataRow(0.0, false)]
    [DataRow(0.1, true)]
    public void Adam_Steps_FollowTheFormula(double decay, bool amsgrad)
    {
        double x = 1, m = 0, v = 0, largest = 0;
        for (var step = 1; step <= Steps; step++)
        {
            var g = Grad(x, step) + decay * x;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            largest = amsgrad ? Math.Max(largest, v) : v;
            x -= 0.1 * m / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(largest / (1 - Math.Pow(0.999, step))) + 1e-8);
        }
        using var scope = NewDisposeScope();
        using var parameter = new Parameter(tensor(new double[] { 1 }));
        using var optimizer = optim.Adam([parameter], 0.1, weight_decay: decay, amsgrad: amsgrad);
        Run(parameter, optimizer);
        Assert.AreEqual(x, parameter.ToDouble(), 1e-12);
    }

    [TestMethod]
    public void ZeroGrad_Gradients_BecomeZeroInPlace()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = optim.SGD([parameter], 0.1);
        parameter.grad = ones(1);
        optimizer.zero_grad();
        Assert.AreEqual(0, parameter.grad!.ToSingle());
    }

    [TestMethod]
    public void Step_Closure_IsRunWithGradients()
    {
        using var parameter = new Parameter(ones(1));
        using var optimizer = optim.SGD([parameter], 0.1);
        using var loss = optimizer.step(() =>
        {
            var value = parameter.square().sum();
            value.backward();
            return value;
        });
        Assert.AreEqual(1, loss!.ToSingle());
        Assert.AreEqual(0.8, parameter.ToDouble(), 1e-6);
    }

    [TestMethod]
    public void Step_Repeated_LeavesNoTensors()
    {
        using var parameter = new Parameter(ones(3));
        using var optimizer = optim.Adam([parameter]);
        parameter.grad = ones(3);
        optimizer.step();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 20; i++) optimizer.step();
        Assert.AreEqual(before, Tensor.TotalCount);
    }

    [TestMethod]
    public void ParamGroups_OwnOptions_OverrideTheDefaults()
    {
        using var a = new Parameter(ones(1));
        using var b = new Parameter(ones(1));
        using var optimizer = optim.SGD([new SGD.ParamGroup([a], lr: 1), new SGD.ParamGroup { Parameters = [b] }], 0.1);
        a.grad = ones(1);
        b.grad = ones(1);
        optimizer.step();
        Assert.AreEqual(0, a.ToDouble(), 1e-6);
        Assert.AreEqual(0.9, b.ToDouble(), 1e-6);
        CollectionAssert.AreEqual(new[] { 1, 0.1 }, optimizer.ParamGroups.Select(g => g.LearningRate).ToList());
    }

    [TestMethod]
    public void SaveLoad_Adam_GoesOnAsBefore()
    {
        using var scope = NewDisposeScope();
        var a = new Parameter(ones(2, dtype: ScalarType.Float64));
        var b = new Parameter(ones(2, dtype: ScalarType.Float64));
        using var first = optim.Adam([a], 0.1);
        using var second = optim.Adam([b], 0.5);
        Run(a, first);
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) first.save_state_dict(writer);
        stream.Position = 0;
        using (var reader = new BinaryReader(stream)) second.load_state_dict(reader);
        using (no_grad()) b.copy_(a);
        Run(a, first);
        Run(b, second);
        Assert.IsTrue(a.Equals(b));
    }
}
