namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The runs that the options ask for.</summary>
internal sealed class RunPlan(TableOptions options, Func<DataSet, (int Train, int Test)> sizes)
{
    /// <summary>The runs, in groups that need the same ordinary network; a run from scratch is a group of its own.</summary>
    public IEnumerable<IReadOnlyList<RunSpec>> Jobs(DataSet data)
    {
        foreach (var network in options.Networks)
            foreach (var activation in IsDeep(network) ? [ActivationKind.Relu] : options.Activations)
                for (var seed = 1; seed <= options.Seeds; seed++)
                {
                    var specs = options.Methods.Where(method => method.IsFor(network)).Select(method => Spec(data, network, activation, method, seed)).ToList();
                    if (specs.Where(spec => spec.Method.IsOfChain()).ToList() is { Count: > 0 } chain)
                        yield return chain;
                    foreach (var spec in specs.Where(spec => !spec.Method.IsOfChain()))
                        yield return [spec];
                }
    }

    /// <summary>Whether a network is ResNet-18 or VGG-11, with batch normalisation and ReLU.</summary>
    public static bool IsDeep(NetworkKind network) => network is NetworkKind.Resnet18 or NetworkKind.Vgg11;

    private RunSpec Spec(DataSet data, NetworkKind network, ActivationKind activation, Method method, int seed)
    {
        var (train, test) = sizes(data);
        var (first, then) = Stages(data, network, activation, method);
        if (!IsDeep(network))
            (first, then) = (Scheduled(first), then is null ? null : Scheduled(then));
        return new RunSpec(data, network, activation, method, seed, StartOf(network, activation, method), first, then,
            IsDeep(network) ? OwnSettings.DeepBatchSize : PublishedSettings.BatchSize, Augmented: IsDeep(network), train, test);
    }

    private Start StartOf(NetworkKind network, ActivationKind activation, Method method) => method switch
    {
        Method.ScratchExpCsgd or Method.ScratchExpNnsgd => Start.Exponential,
        Method.ScratchOurs => Start.Matched,
        _ when IsDeep(network) => Start.Xavier,
        _ => options.Start ?? OwnSettings.StartOf(network, activation),
    };

    private (Stage First, Stage? Then) Stages(DataSet data, NetworkKind network, ActivationKind activation, Method method)
    {
        var usual = network == NetworkKind.Mlp ? PublishedSettings.Epochs : OwnSettings.CnnEpochs;
        var signed = IsDeep(network)
            ? OwnSettings.Deep(options.Epochs)
            : OwnSettings.Signed(network, data, activation, StartOf(network, activation, method), options.Epochs ?? usual);
        var (post, scratch) = (options.PostEpochs ?? PublishedSettings.PostEpochs, options.ScratchEpochs ?? usual);
        return method switch
        {
            Method.Signed or Method.Transform => (signed, null),
            Method.PostCsgdUntransformed or Method.PostCsgd => (signed, new Stage(Update.Csgd, post, Eta: PublishedSettings.PostCsgd(network, data, activation))),
            Method.PostNnsgd => (signed, Nnsgd(post, PublishedSettings.PostNnsgd(network, data, activation))),
            Method.PostOurs => (signed, OwnSettings.Post(network, options.PostEpochs)),
            Method.ScratchNnsgd or Method.ScratchExpNnsgd => (Nnsgd(scratch, PublishedSettings.ScratchNnsgd(network, data, activation)), null),
            Method.ScratchCsgd or Method.ScratchExpCsgd => (new Stage(Update.Csgd, scratch, Eta: PublishedSettings.ScratchCsgd(network, data, activation)), null),
            Method.ScratchOurs => (OwnSettings.Scratch(network, data, activation, scratch), null),

            // Their rates are not published: CSGD's, which trains the same weights.
            _ => (new Stage(Update.Sgd, scratch, Eta: PublishedSettings.ScratchCsgd(network, data, activation)), null),
        };
    }

    private Stage Scheduled(Stage stage) => stage.Update is Update.Sgd or Update.Csgd or Update.Nnsgd ? stage with { Schedule = options.Schedule } : stage;

    private static Stage Nnsgd(int epochs, (double In, double Out) rates) => new(Update.Nnsgd, epochs, EtaIn: rates.In, EtaOut: rates.Out);
}
