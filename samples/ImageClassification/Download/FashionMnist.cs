namespace NonNegML.Samples.ImageClassification;

/// <summary>Fashion-MNIST (arXiv 1708.07747, MIT licence) as it is published.</summary>
internal static class FashionMnist
{
    /// <summary>The folder that it lies in; by the name, the classes get theirs.</summary>
    public const string Folder = "fashion_mnist";

    /// <summary>The four files.</summary>
    public static IReadOnlyList<DataFile> Files { get; } =
    [
        new("train-images-idx3-ubyte.gz", 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        new("train-labels-idx1-ubyte.gz", 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        new("t10k-images-idx3-ubyte.gz", 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        new("t10k-labels-idx1-ubyte.gz", 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    ];

    /// <summary>Where they are published, in the order in which they are asked: the authors' repository at a fixed commit, then their own server, which has no encryption.</summary>
    public static IReadOnlyList<Uri> Sources { get; } =
    [
        new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/b2617bb6d3ffa2e429640350f613e3291e10b141/data/fashion/"),
        new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
    ];
}
