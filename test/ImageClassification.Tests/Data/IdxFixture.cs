using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageClassification.Tests.Data;

/// <summary>A temporary folder with a small hand-made IDX data set: 6 training and 3 test images of 2x3 pixels in 3 classes.</summary>
internal sealed class IdxFixture : IDisposable
{
    public const string TrainImages = "train-images-idx3-ubyte";
    public const string TrainLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("idx-");

    public IdxFixture(string name = "shapes")
    {
        Folder = _root.CreateSubdirectory(name).FullName;
        Write(TrainImages, Images(6));
        Write(TrainLabels, Labels(0, 1, 2, 2, 1, 0));
        Write(TestImages, Images(3));
        Write(TestLabels, Labels(2, 1, 0));
    }

    /// <summary>The folder to read.</summary>
    public string Folder { get; }

    /// <summary>The bytes of an IDX file of unsigned bytes.</summary>
    public static byte[] Idx(uint magic, uint[] sizes, byte[] data)
    {
        byte[] bytes = new byte[4 + (4 * sizes.Length) + data.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        }

        data.CopyTo(bytes, bytes.Length - data.Length);
        return bytes;
    }

    /// <summary>An image file whose bytes count 0, 1, 2, ...</summary>
    public static byte[] Images(int count, int height = 2, int width = 3) =>
        Idx(2051, [(uint)count, (uint)height, (uint)width], [.. Enumerable.Range(0, count * height * width).Select(i => (byte)i)]);

    /// <summary>A label file.</summary>
    public static byte[] Labels(params byte[] labels) => Idx(2049, [(uint)labels.Length], labels);

    /// <summary>Bytes packed by gzip.</summary>
    public static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zipper = new GZipStream(zipped, CompressionLevel.Optimal))
        {
            zipper.Write(bytes);
        }

        return zipped.ToArray();
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public void Delete(string name) => File.Delete(PathOf(name));

    public void Dispose() => _root.Delete(recursive: true);
}
