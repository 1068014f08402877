using Microsoft.ML.NonNegative;
using NonNegML.Samples.ImageClassification;

namespace NonNegML.Samples.ImageFolders;

/// <summary>Images to train on, and images to test with; both in the order that they had.</summary>
public sealed record HeldOutSplit(IReadOnlyList<ImageFile> Training, IReadOnlyList<ImageFile> HeldOut)
{
    /// <summary>Sets a share of each class aside, drawn by the seed: the same images on every machine.</summary>
    /// <param name="files">The images.</param>
    /// <param name="share">The share of each class to set aside; at least one image of a class, and never the last one.</param>
    /// <param name="seed">Chooses the images.</param>
    public static HeldOutSplit Of(IReadOnlyList<ImageFile> files, double share, int seed)
    {
        ArgumentNullException.ThrowIfNull(files);
        var training = new List<ImageFile>();
        var heldOut = new List<ImageFile>();
        foreach (var (index, ofClass) in files.GroupBy(file => file.Label).Index())
        {
            var alike = ofClass.ToArray();
            var count = Math.Min(alike.Length - 1, Math.Max(1, (int)Math.Round(alike.Length * share, MidpointRounding.AwayFromZero)));
            var chosen = Choose(count, alike.Length, new SmallRandom((uint)seed, (ulong)index));
            for (var i = 0; i < alike.Length; i++)
                (chosen.Contains(i) ? heldOut : training).Add(alike[i]);
        }
        return new HeldOutSplit(training, heldOut);
    }

    // Of n places, k: each place is taken with the share that is still to be taken (Knuth, volume 2, algorithm S).
    private static HashSet<int> Choose(int count, int places, SmallRandom random)
    {
        var chosen = new HashSet<int>();
        for (var i = 0; i < places; i++)
            if (random.Next(places - i) < count - chosen.Count)
                chosen.Add(i);
        return chosen;
    }
}
