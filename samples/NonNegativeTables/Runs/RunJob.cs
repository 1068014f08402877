using Microsoft.ML.NonNegative;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Some runs that go together on one thread: those of a chain share their ordinary network, which is trained once.</summary>
/// <param name="context">What runs share.</param>
/// <param name="specs">Runs of one data set, network, activation and seed: of a chain, or one from scratch.</param>
/// <param name="cancellation">Stops between two steps.</param>
internal sealed class RunJob(RunContext context, IReadOnlyList<RunSpec> specs, CancellationToken cancellation)
{
    // For normalisation and bounds of activations.
    private const int CalibrationImages = 10_000;

    private readonly TableData _data = context.Data.For(specs[0].DataSet, specs[0].Network);
    private readonly Testing _testing = new(context.Data.For(specs[0].DataSet, specs[0].Network), specs[0].Augmented, cancellation);

    private bool IsNormalized => specs[0].Augmented;

    /// <summary>Does those that are not in the log.</summary>
    public void Do()
    {
        var missing = specs.Where(spec => context.Log.Find(spec) is null).ToList();
        if (missing.Count == 0)
            return;
        if (!missing[0].Method.IsOfChain())
            missing.ForEach(Scratch);
        else
            Chain(missing);
    }

    private void Chain(List<RunSpec> missing)
    {
        using var signed = TrainedSigned(missing[0] with { Method = Method.Signed, Then = null });
        var (rewritable, clipped) = Bounded(signed);
        using var owned = rewritable;
        foreach (var spec in missing.Where(spec => spec.Method != Method.Signed))
        {
            if (spec.Method == Method.PostCsgdUntransformed)
            {
                using var copy = signed.Copy();
                TrainSigned(spec, copy, spec.Then!, Seeds.Then(spec));
                continue;
            }
            using var network = Rewrite(rewritable);
            if (spec.Method == Method.Transform)
                Finish(spec, network, null, rewritable, clipped);
            else
                Finish(spec, network, Train(spec, network, spec.Then!, Seeds.Then(spec)), null, clipped);
        }
    }

    // Trains it, or takes the one that was kept; in the second case it is in the log.
    private SignedNetwork TrainedSigned(RunSpec spec)
    {
        var network = NetworkFactory.Create(spec, _data, context.Device);
        if (context.Log.Find(spec) is not null && context.Cache.TryLoad(spec, network))
        {
            network.eval();
            context.Progress.Skipped(spec, spec.First);
            return network;
        }
        var outcome = Train(spec, network, spec.First, Seeds.First(spec));
        network.Calibrate(_data.FirstTrain(CalibrationImages, IsNormalized), cancellation);
        network.eval();
        var accuracy = _testing.Accuracy(network.forward);
        context.Cache.Save(spec, network);
        context.Finish(spec, accuracy, outcome, Testing.SmallestWeight(network), null);
        return network;
    }

    // A network without normalisation, whose activations all have bounds.
    private (SignedNetwork Network, double? ClippedShare) Bounded(SignedNetwork signed)
    {
        if (specs[0].Activation != ActivationKind.Relu)
            return (signed.Copy(), null);
        using var folded = signed.Fold();
        folded.eval();
        var bounded = folded.BoundActivations(_data.FirstTrain(CalibrationImages, IsNormalized), cancellationToken: cancellation);
        return (bounded.Network, bounded.Bounds.Select(bound => bound.ClippedShare).DefaultIfEmpty(0).Max());
    }

    // Pixels lie in the range, and where they are normalised all but for rounding.
    private NonNegativeNetwork Rewrite(SignedNetwork signed) => signed.ToNonNegative(_data.Range(IsNormalized));

    private void Scratch(RunSpec spec)
    {
        using var signed = NetworkFactory.Create(spec, _data, context.Device);
        if (spec.Start == Start.Exponential)
        {
            TrainSigned(spec, signed, spec.First, Seeds.First(spec));
            return;
        }
        using var network = Rewrite(signed);
        if (!spec.Method.IsReparameterized())
        {
            Finish(spec, network, Train(spec, network, spec.First, Seeds.First(spec)), null);
            return;
        }
        using var free = new ReparameterizedNetwork(network, Function(spec.Method));
        var outcome = Train(spec, free, spec.First, Seeds.First(spec));
        using var trained = free.ToNonNegative();
        Finish(spec, trained, outcome, null);
    }

    private static Reparameterization Function(Method method) => method switch
    {
        Method.ScratchAbs => Reparameterization.Absolute,
        Method.ScratchSquare => Reparameterization.Square,
        Method.ScratchSoftplus => Reparameterization.Softplus,
        _ => Reparameterization.Sigmoid,
    };

    private void TrainSigned(RunSpec spec, SignedNetwork network, Stage stage, Random random)
    {
        var outcome = Train(spec, network, stage, random);
        network.eval();
        context.Finish(spec, _testing.Accuracy(network.forward), outcome, Testing.SmallestWeight(network), null);
    }

    private void Finish(RunSpec spec, NonNegativeNetwork network, Training.Outcome? outcome, SignedNetwork? signed, double? clipped = null)
    {
        network.eval();
        context.Finish(spec, _testing.Accuracy(network.SplitForward), outcome, Testing.SmallestWeight(network),
            outcome is { Diverged: true } ? null : _testing.Check(network, signed, clipped));
    }

    private Training.Outcome Train(RunSpec spec, nn.Module<Tensor, Tensor> network, Stage stage, Random random) =>
        new Training(_data, spec, random, (epoch, loss) => context.Progress.Epoch(spec, stage, epoch, loss), cancellation).Run(network, stage);
}
