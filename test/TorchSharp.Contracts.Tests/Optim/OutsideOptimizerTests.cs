using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Optim;

[TestClass]
public class OutsideOptimizerTests
{
    // An optimizer of another assembly: theta -= eta * sign(mean of the gradients).
    sealed class SignMean : OptimizerHelper
    {
        internal SignMean(IEnumerable<Parameter> parameters, double rate)
        {
            _defaults = new OptimizerOptions { LearningRate = rate, InitialLearningRate = rate };
            _parameter_groups = [];
            add_param_group(new ParamGroup { Parameters = parameters.ToList(), Options = _defaults });
        }

        public override void add_param_group(ParamGroup param_group)
        {
            base.add_param_group(param_group);
            foreach (var parameter in param_group.Parameters)
            {
                var state = new Memory(parameter);
                state.Initialize(param_group.Options);
                _state[parameter.Handle] = state;
            }
        }

        public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
        {
            foreach (var parameter in group.Parameters)
            {
                var grad = parameter.grad;
                if (grad is null) continue;
                var memory = (Memory)_state[parameter.Handle];
                memory.Mean.mul_(0.5).add_(grad, 0.5);
                parameter.add_(memory.Mean.sign(), -group.LearningRate);
            }
        }, closure!);

        internal sealed class Memory(Parameter parameter) : OptimizerState(parameter)
        {
            internal Tensor Mean = null!;

            public override void Initialize(OptimizerOptions options) => Mean = zeros_like(_parameter).DetachFromDisposeScope();
            public override void SaveStateDict(BinaryWriter writer) => SaveConditionalStateTensor(writer, Mean);
            public override void LoadStateDict(BinaryReader reader) => LoadConditionalStateTensor(reader, ref Mean, _parameter.device);
            public override void LoadStateDict(OptimizerState source) => Mean.copy_(((Memory)source).Mean);
        }
    }

    // One that is written without the helper.
    sealed class Bare : optim.Optimizer
    {
        internal Bare() : base(IntPtr.Zero) { }
    }

    [TestMethod]
    public void Helper_Subclass_StepsItsGroups()
    {
        using var parameter = new Parameter(ones(2));
        using var optimizer = new SignMean([parameter], 0.25);
        parameter.grad = tensor(new float[] { 2, -1 });
        optimizer.step();
        Check.Near([0.75f, 1.25f], parameter);
        Assert.HasCount(1, optimizer.parameters().ToList());
        Assert.AreEqual(0.25, optimizer.ParamGroups.Single().LearningRate);
        optimizer.zero_grad();
        Check.Near([0, 0], parameter.grad!);
    }

    [TestMethod]
    public void Helper_StateDict_HasAnEntryForEachParameter()
    {
        using var a = new Parameter(ones(2));
        using var b = new Parameter(ones(3));
        using var optimizer = new SignMean([a, b], 0.25);
        var state = optimizer.state_dict();
        Assert.HasCount(1, state.Options);
        Assert.HasCount(2, state.State);
        using var other = new SignMean([new Parameter(ones(2)), new Parameter(ones(3))], 0.5);
        ((SignMean.Memory)state.State[1]).Mean.fill_(7);
        other.load_state_dict(state);
        Check.Near([7, 7, 7], ((SignMean.Memory)other.state_dict().State[1]).Mean);
        Assert.AreEqual(0.25, other.ParamGroups.Single().LearningRate);
    }

    [TestMethod]
    public void Helper_SavedState_RestoresAndChecksTheName()
    {
        using var parameter = new Parameter(ones(2));
        using var optimizer = new SignMean([parameter], 0.25);
        parameter.grad = ones(2);
        optimizer.step();
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true)) optimizer.save_state_dict(writer);
        using var second = new SignMean([new Parameter(ones(2))], 1);
        using (var reader = new BinaryReader(new MemoryStream(stream.ToArray()))) second.load_state_dict(reader);
        Check.Near([0.5f, 0.5f], ((SignMean.Memory)second.state_dict().State[0]).Mean);
        using var adam = optim.Adam([parameter]);
        Assert.ThrowsExactly<InvalidDataException>(() => adam.load_state_dict(new BinaryReader(new MemoryStream(stream.ToArray()))));
    }

    [TestMethod]
    public void Bare_Optimizer_HasNothingToCall()
    {
        using var optimizer = new Bare();
        Assert.ThrowsExactly<ArgumentNullException>(() => optimizer.step());
        Assert.ThrowsExactly<ArgumentNullException>(() => optimizer.zero_grad());
        Assert.ThrowsExactly<NotImplementedException>(() => optimizer.add_param_group(new ParamGroup()));
    }

    [TestMethod]
    public void Scheduler_OutsideOptimizer_SetsItsRate()
    {
        using var optimizer = new SignMean([new Parameter(ones(1))], 0.8);
        var scheduler = optim.lr_scheduler.StepLR(optimizer, 2, 0.5);
        var rates = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            scheduler.step();
        }
        CollectionAssert.AreEqual(new[] { 0.8, 0.8, 0.4, 0.4 }, rates);
    }
}
