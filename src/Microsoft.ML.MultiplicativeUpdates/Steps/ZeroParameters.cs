using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Steps;

/// <summary>Parameters that are all zero at the start, under a rule that cannot move zeros.</summary>
internal static class ZeroParameters
{
    /// <summary>Does what the policy of the group says, where the parameter is one of them.</summary>
    /// <param name="trained">The parameter.</param>
    /// <param name="position">Its place among all parameters: each draws numbers of its own.</param>
    public static void Apply(TrainedParameter trained, int position)
    {
        var group = (UpdateGroup)trained.Group;
        if (group.Rule.KeepsSigns)
            Apply(trained, group.Settings.Zeros, group.Settings.PerturbationDeviation, group.Settings.Seed, position);
    }

    /// <summary>Does what a policy says, where the parameter is all zero.</summary>
    public static void Apply(TrainedParameter trained, ZeroPolicy policy, double deviation, int seed, int position)
    {
        if (trained.Count == 0 || trained.State.Step > 0)
            return;
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        if (trained.Parameter.ne(0).any().item<bool>())
            return;
        switch (policy)
        {
            case ZeroPolicy.Additive:
                trained.State.Zeros = ZeroHandling.Additive;
                break;
            case ZeroPolicy.Freeze:
                trained.State.Zeros = ZeroHandling.Frozen;
                break;
            case ZeroPolicy.Perturb:
                Draw(trained.Parameter, deviation, new Random(unchecked(seed * 397 ^ position)));
                break;
        }
    }

    // Drawn here and not by libtorch, so that its seed, which is everybody's, is not touched.
    private static void Draw(Tensor parameter, double deviation, Random random)
    {
        var values = new float[parameter.numel()];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        parameter.copy_(tensor(values).view(parameter.shape));
    }
}
