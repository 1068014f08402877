using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Schedules;

/// <summary>An optimizer of two groups with different rates, and a schedule's way through some epochs.</summary>
internal sealed class ScheduledOptimizer : IDisposable
{
    public static readonly UpdateRates First = new(0.1, 2, 0.2, 0.3);
    public static readonly UpdateRates Second = new(0.01, 4, 0.5, 0.6);

    private readonly Parameter[] _parameters = [new(ones(2)), new(ones(2))];

    public ScheduledOptimizer() => Optimizer = new MultiplicativeOptimizer([Group(0, First), Group(1, Second)]);

    public MultiplicativeOptimizer Optimizer { get; }

    public IReadOnlyList<UpdateGroup> Groups => Optimizer.Groups;

    /// <summary>The rates of both groups in the epochs from 0.</summary>
    public List<(UpdateRates First, UpdateRates Second)> Run(RateSchedule schedule, int epochs)
    {
        var rates = new List<(UpdateRates First, UpdateRates Second)>();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            Assert.AreEqual(epoch, schedule.Epoch);
            rates.Add((Groups[0].Rates, Groups[1].Rates));
            schedule.Step();
        }
        return rates;
    }

    /// <summary>gamma in the epochs from 0, which is all that may change.</summary>
    public double[] Shares(RateSchedule schedule, int epochs)
    {
        var rates = Run(schedule, epochs);
        foreach (var (first, second) in rates)
        {
            Assert.AreEqual(First with { MultiplicativeShare = first.MultiplicativeShare }, first);
            Assert.AreEqual(Second with { MultiplicativeShare = first.MultiplicativeShare }, second);
        }
        return [.. rates.Select(rate => rate.First.MultiplicativeShare)];
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        foreach (var parameter in _parameters)
            parameter.Dispose();
    }

    private UpdateGroup Group(int index, UpdateRates rates) => new([_parameters[index]], new MultiplicativeUpdateOptions
    {
        Rule = UpdateRuleKind.Hybrid,
        Direction = DirectionKind.Sgd,
        LearningRate = rates.LearningRate,
        InnerLearningRate = rates.InnerLearningRate,
        OuterLearningRate = rates.OuterLearningRate,
        MultiplicativeShare = rates.MultiplicativeShare,
    });
}
