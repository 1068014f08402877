namespace Microsoft.ML.NonNegative.Tests.Models;

/// <summary>Random damage to bytes: flipped bits, cuts, insertions, exchanged parts, extreme numbers.</summary>
internal static class Mutation
{
    /// <summary>A damaged copy.</summary>
    /// <param name="bytes">Unchanged.</param>
    /// <param name="random">Decides what happens.</param>
    /// <param name="within">Only among so many first bytes.</param>
    public static byte[] Of(byte[] bytes, Random random, int within = int.MaxValue)
    {
        var damaged = bytes.ToList();
        for (var times = random.Next(1, 4); times > 0 && damaged.Count > 8; times--)
            Damage(damaged, random, Math.Min(within, damaged.Count));
        return [.. damaged];
    }

    private static void Damage(List<byte> bytes, Random random, int within)
    {
        var position = random.Next(within);
        var length = Math.Min(random.Next(1, 64), bytes.Count - position);
        switch (random.Next(6))
        {
            case 0:
                bytes[position] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(position, random.Next(4) == 0 ? bytes.Count - position : length);
                break;
            case 2:
                bytes.InsertRange(position, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                break;
            case 3:
                var other = random.Next(within);
                (bytes[position], bytes[other]) = (bytes[other], bytes[position]);
                break;
            case 4:
                bytes.InsertRange(random.Next(within), bytes.GetRange(position, length));
                break;
            default:
                int[] extremes = [0, -1, 1, int.MaxValue, int.MinValue, 1 << 30, 65536];
                var value = BitConverter.GetBytes(extremes[random.Next(extremes.Length)]);
                for (var i = 0; i < value.Length && position + i < bytes.Count; i++)
                    bytes[position + i] = value[i];
                break;
        }
    }
}
