namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The rates of the authors' public code (arXiv 2310.01084): batch 256, SGD without momentum, constant rates.</summary>
internal static class PublishedSettings
{
    /// <summary>The images of a step.</summary>
    public const int BatchSize = 256;

    /// <summary>The epochs of the MLP, and of the CNN too in the public code.</summary>
    public const int Epochs = 50;

    /// <summary>The epochs of the training after the rewriting.</summary>
    public const int PostEpochs = 5;

    /// <summary>eta of the ordinary network.</summary>
    public static double Signed(NetworkKind network, DataSet data, ActivationKind activation) => (network, data, activation) switch
    {
        (NetworkKind.Mlp, DataSet.FashionMnist, ActivationKind.Sigmoid) => .01,
        (NetworkKind.Mlp, DataSet.FashionMnist, _) => .16,
        (NetworkKind.Mlp, DataSet.Cifar10, ActivationKind.Sigmoid) => .002,
        (NetworkKind.Mlp, DataSet.Cifar10, _) => .047,
        (NetworkKind.Mlp, _, ActivationKind.Sigmoid) => .092,
        (NetworkKind.Mlp, _, _) => .5,
        (_, DataSet.FashionMnist, ActivationKind.Sigmoid) => .01,
        (_, DataSet.FashionMnist, _) => .056,
        (_, DataSet.Cifar10, ActivationKind.Sigmoid) => .026,
        (_, DataSet.Cifar10, _) => .06,
        (_, _, ActivationKind.Sigmoid) => .007,
        (_, _, _) => .5,
    };

    /// <summary>eta_in and eta_out of NNSGD after the rewriting.</summary>
    public static (double In, double Out) PostNnsgd(NetworkKind network, DataSet data, ActivationKind activation) => (network, data, activation) switch
    {
        (_, DataSet.Cifar10, ActivationKind.Sigmoid) => (.37, .3),
        (_, DataSet.Cifar10, _) => (.91, .086),
        (NetworkKind.Mlp, DataSet.FashionMnist, ActivationKind.Sigmoid) => (.28, .3),
        (NetworkKind.Mlp, DataSet.FashionMnist, _) => (.9, .6),
        (NetworkKind.Mlp, _, ActivationKind.Sigmoid) => (.78, .23),
        (NetworkKind.Mlp, _, _) => (.9, .68),
        (_, DataSet.FashionMnist, ActivationKind.Sigmoid) => (.61, .082),
        (_, DataSet.FashionMnist, _) => (.58, .41),
        (_, _, ActivationKind.Sigmoid) => (.93, .21),
        (_, _, _) => (.56, .69),
    };

    /// <summary>eta_in and eta_out of NNSGD from scratch.</summary>
    public static (double In, double Out) ScratchNnsgd(NetworkKind network, DataSet data, ActivationKind activation) => (network, data, activation) switch
    {
        (NetworkKind.Mlp, DataSet.FashionMnist, ActivationKind.Sigmoid) => (.28, .91),
        (NetworkKind.Mlp, DataSet.FashionMnist, _) => (.63, .5),
        (NetworkKind.Mlp, DataSet.Cifar10, ActivationKind.Sigmoid) => (.5, .5),
        (NetworkKind.Mlp, DataSet.Cifar10, _) => (.86, .68),
        (NetworkKind.Mlp, _, ActivationKind.Sigmoid) => (.64, .6),
        (NetworkKind.Mlp, _, _) => (1, 1),
        (_, DataSet.FashionMnist, ActivationKind.Sigmoid) => (.1, .11),
        (_, DataSet.FashionMnist, _) => (.77, .56),
        (_, DataSet.Cifar10, ActivationKind.Sigmoid) => (.28, .38),
        (_, DataSet.Cifar10, _) => (.71, .37),
        (_, _, ActivationKind.Sigmoid) => (.39, .63),
        (_, _, _) => (.83, .78),
    };

    /// <summary>eta of CSGD after the rewriting.</summary>
    public static double PostCsgd(NetworkKind network, DataSet data, ActivationKind activation) => (network, data, activation) switch
    {
        (NetworkKind.Mlp, DataSet.FashionMnist, ActivationKind.Sigmoid) => .0027,
        (NetworkKind.Mlp, DataSet.FashionMnist, _) => .008,
        (NetworkKind.Mlp, DataSet.Cifar10, ActivationKind.Sigmoid) => .0034,
        (NetworkKind.Mlp, DataSet.Cifar10, _) => .002,
        (NetworkKind.Mlp, _, ActivationKind.Sigmoid) => .002,
        (NetworkKind.Mlp, _, _) => .009,
        (_, DataSet.FashionMnist, ActivationKind.Sigmoid) => .0035,
        (_, DataSet.FashionMnist, _) => .024,
        (_, DataSet.Cifar10, ActivationKind.Sigmoid) => 2e-5,
        (_, DataSet.Cifar10, _) => 1e-5,
        (_, _, ActivationKind.Sigmoid) => .0024,
        (_, _, _) => .04,
    };

    /// <summary>eta of CSGD from scratch.</summary>
    public static double ScratchCsgd(NetworkKind network, DataSet data, ActivationKind activation) => (network, data, activation) switch
    {
        (NetworkKind.Mlp, DataSet.FashionMnist, ActivationKind.Sigmoid) => .0091,
        (NetworkKind.Mlp, DataSet.FashionMnist, _) => .05,
        (NetworkKind.Mlp, DataSet.Cifar10, ActivationKind.Sigmoid) => .0049,
        (NetworkKind.Mlp, DataSet.Cifar10, _) => .024,
        (NetworkKind.Mlp, _, ActivationKind.Sigmoid) => .0067,
        (NetworkKind.Mlp, _, _) => .034,
        (_, DataSet.FashionMnist, ActivationKind.Sigmoid) => .004,
        (_, DataSet.FashionMnist, _) => .024,
        (_, DataSet.Cifar10, ActivationKind.Sigmoid) => .002,
        (_, DataSet.Cifar10, _) => .0034,
        (_, _, ActivationKind.Sigmoid) => .004,
        (_, _, _) => .039,
    };
}
