using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.ML.NonNegative;
using static TorchSharp.torch;

namespace NonNegML.Samples.NonNegativeTables;

/// <summary>Keeps the weights of trained ordinary networks in files, so that a chain that was interrupted, or that gets another method, need not train its own again.</summary>
/// <remarks>The file: the SHA-256 of what follows, then every parameter and buffer in order, as 32-bit numbers. One that is damaged counts as not there.</remarks>
internal sealed class WeightCache(string folder)
{
    /// <summary>Fills the network from the file of that run.</summary>
    /// <returns>Whether there was a whole one that fits.</returns>
    public bool TryLoad(RunSpec signed, SignedNetwork network)
    {
        var path = PathOf(signed);
        if (!File.Exists(path))
            return false;
        var bytes = File.ReadAllBytes(path);
        var tensors = Stored(network);
        if (bytes.Length != SHA256.HashSizeInBytes + sizeof(float) * tensors.Sum(one => one.numel()) || !SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
            return false;
        using var withoutGradients = no_grad();
        var next = SHA256.HashSizeInBytes;
        foreach (var one in tensors)
        {
            var values = new float[one.numel()];
            Buffer.BlockCopy(bytes, next, values, 0, sizeof(float) * values.Length);
            next += sizeof(float) * values.Length;
            using var read = tensor(values, one.shape, float32);
            one.copy_(read);
        }
        return true;
    }

    /// <summary>Writes the network's file.</summary>
    public void Save(RunSpec signed, SignedNetwork network)
    {
        Directory.CreateDirectory(folder);
        using var content = new MemoryStream();
        foreach (var one in Stored(network))
        {
            using var local = one.detach().to(float32).cpu().contiguous();
            var values = local.data<float>().ToArray();
            content.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(values));
        }
        var bytes = content.ToArray();
        var path = PathOf(signed);
        File.WriteAllBytes(path + ".tmp", [.. SHA256.HashData(bytes), .. bytes]);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static List<Tensor> Stored(SignedNetwork network) => [.. network.parameters(), .. network.buffers()];

    private string PathOf(RunSpec signed) =>
        Path.Combine(folder, $"{Names.Of(signed.DataSet)}-{Names.Of(signed.Network)}-{Names.Of(signed.Activation)}-{signed.Seed}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(signed))))[..16]}.weights");
}
