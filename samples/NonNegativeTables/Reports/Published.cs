namespace NonNegML.Samples.NonNegativeTables;

/// <summary>The published accuracies, in percent, mean and standard deviation; how many runs that are is not stated.</summary>
/// <remarks>
/// Source: slides of the authors of arXiv 2310.01084, figures as printed there. Not all of them: Malimg, Names and FI2010 need data and recurrent networks that are not part of this sample.
/// </remarks>
internal static class Published
{
    private static readonly Dictionary<(DataSet, NetworkKind, Method), ((double, double) Sigmoid, (double, double) Sinusoidal)> Values = new()
    {
        // Transformation only.
        [(DataSet.Mnist, NetworkKind.Mlp, Method.Transform)] = ((97.44, .08), (97.90, .10)),
        [(DataSet.Mnist, NetworkKind.Cnn, Method.Transform)] = ((98.81, .14), (99.04, .07)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.Transform)] = ((85.64, .22), (86.30, .52)),
        [(DataSet.FashionMnist, NetworkKind.Cnn, Method.Transform)] = ((87.59, .47), (89.22, .18)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.Transform)] = ((37.08, .37), (39.48, 1.69)),
        [(DataSet.Cifar10, NetworkKind.Cnn, Method.Transform)] = ((84.03, .69), (84.54, .28)),

        // Post-training, MLP.
        [(DataSet.Mnist, NetworkKind.Mlp, Method.PostCsgdUntransformed)] = ((11.00, 0), (9.74, 0)),
        [(DataSet.Mnist, NetworkKind.Mlp, Method.PostCsgd)] = ((97.31, .90), (97.85, .10)),
        [(DataSet.Mnist, NetworkKind.Mlp, Method.PostNnsgd)] = ((97.40, .06), (97.86, .07)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.PostCsgdUntransformed)] = ((10.00, 0), (10.00, 0)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.PostCsgd)] = ((84.77, .21), (86.62, .09)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.PostNnsgd)] = ((85.01, .12), (86.95, .17)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.PostCsgdUntransformed)] = ((10.00, 0), (10.00, 0)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.PostCsgd)] = ((36.34, .37), (40.96, .30)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.PostNnsgd)] = ((36.81, .33), (41.19, .38)),

        // Post-training, CNN.
        [(DataSet.Mnist, NetworkKind.Cnn, Method.PostCsgd)] = ((96.85, .96), (98.58, .12)),
        [(DataSet.Mnist, NetworkKind.Cnn, Method.PostNnsgd)] = ((97.60, 1.83), (99.04, .07)),
        [(DataSet.FashionMnist, NetworkKind.Cnn, Method.PostCsgd)] = ((83.90, .46), (87.59, .20)),
        [(DataSet.FashionMnist, NetworkKind.Cnn, Method.PostNnsgd)] = ((84.87, .33), (87.63, .19)),
        [(DataSet.Cifar10, NetworkKind.Cnn, Method.PostCsgd)] = ((74.30, .22), (77.30, .73)),
        [(DataSet.Cifar10, NetworkKind.Cnn, Method.PostNnsgd)] = ((77.39, .56), (79.95, .21)),

        // From scratch, MLP.
        [(DataSet.Mnist, NetworkKind.Mlp, Method.ScratchExpCsgd)] = ((11.35, 0), (86.36, 1.39)),
        [(DataSet.Mnist, NetworkKind.Mlp, Method.ScratchCsgd)] = ((92.52, .52), (92.51, .78)),
        [(DataSet.Mnist, NetworkKind.Mlp, Method.ScratchExpNnsgd)] = ((11.35, 0), (35.31, 6.11)),
        [(DataSet.Mnist, NetworkKind.Mlp, Method.ScratchNnsgd)] = ((93.34, 1.11), (94.14, .90)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.ScratchExpCsgd)] = ((10.00, 0), (68.95, 3.71)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.ScratchCsgd)] = ((82.31, 1.29), (82.91, .55)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.ScratchExpNnsgd)] = ((10.00, 0), (9.97, .02)),
        [(DataSet.FashionMnist, NetworkKind.Mlp, Method.ScratchNnsgd)] = ((84.09, .56), (83.57, .26)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.ScratchExpCsgd)] = ((10.00, 0), (10.00, 0)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.ScratchCsgd)] = ((37.25, 1.57), (34.96, 2.44)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.ScratchExpNnsgd)] = ((10.00, 0), (10.00, 0)),
        [(DataSet.Cifar10, NetworkKind.Mlp, Method.ScratchNnsgd)] = ((37.61, 1.76), (35.41, 1.43)),

        // From scratch, CNN.
        [(DataSet.Mnist, NetworkKind.Cnn, Method.ScratchCsgd)] = ((97.69, .20), (98.54, .14)),
        [(DataSet.Mnist, NetworkKind.Cnn, Method.ScratchNnsgd)] = ((98.14, .23), (98.71, .05)),
        [(DataSet.FashionMnist, NetworkKind.Cnn, Method.ScratchCsgd)] = ((83.81, .85), (87.77, .36)),
        [(DataSet.FashionMnist, NetworkKind.Cnn, Method.ScratchNnsgd)] = ((83.87, .19), (87.86, .36)),
        [(DataSet.Cifar10, NetworkKind.Cnn, Method.ScratchCsgd)] = ((71.61, 1.04), (69.87, 1.73)),
        [(DataSet.Cifar10, NetworkKind.Cnn, Method.ScratchNnsgd)] = ((72.16, .54), (75.16, 1.83)),
    };

    /// <summary>A published figure, or null.</summary>
    public static (double Mean, double Deviation)? Find(DataSet data, NetworkKind network, ActivationKind activation, Method method) =>
        activation == ActivationKind.Relu || !Values.TryGetValue((data, network, method), out var pair) ? null : activation == ActivationKind.Sigmoid ? pair.Sigmoid : pair.Sinusoidal;

    /// <summary>The epochs of the first training in the public code.</summary>
    public static int Epochs(DataSet data) => data == DataSet.Cifar10 ? 100 : PublishedSettings.Epochs;

    /// <summary>The epochs of the training after the rewriting in the public code.</summary>
    public static int PostEpochs(DataSet data) => data == DataSet.Cifar10 ? 15 : PublishedSettings.PostEpochs;
}
