using System.Numerics.Tensors;
using Etalon.Native;
using Etalon.Operators;
using Etalon.Operators.Datacubes;

namespace Etalon.Compare;

/// <summary>GB/s of one core on blocks in cache, beside plain sums and copies of the same block.</summary>
/// <param name="only">A part of the names wanted; empty for all.</param>
internal sealed class KernelTable(string only)
{
    private const int BlockBytes = 256 << 10;
    private const int FrameBytes = 8 << 20;

    public void Print(TextWriter to)
    {
        to.WriteLine($"| kernel, {BlockBytes >> 10} KiB block, one core | GB/s of input |");
        to.WriteLine("|---|---|");
        foreach (var (name, bytes, call) in References())
        {
            Line(to, name, bytes, () => KernelRate.Seconds(call));
        }

        var registry = new OperatorRegistry(typeof(Transpose).Assembly);
        foreach (var work in KernelCase.All.Where(work => registry.All.Any(entry => string.Equals(entry.Name, work.Operator, StringComparison.Ordinal))))
        {
            using var blocks = new KernelBlocks(registry, work);
            Line(to, work.Name, blocks.Bytes, blocks.Seconds);
        }

        Bitshuffled(to);
    }

    private void Line(TextWriter to, string name, long bytes, Func<double> seconds)
    {
        if (name.Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            to.WriteLine($"| {name} | {bytes / seconds() / 1e9:F1} |");
            to.Flush();
        }
    }

    private static IEnumerable<(string Name, long Bytes, Action Call)> References()
    {
        var source = new float[BlockBytes / sizeof(float)];
        var target = new float[source.Length];
        Array.Fill(source, 281.5f);
        var sink = 0f;
        yield return ("to know: TensorPrimitives.Sum", BlockBytes, () => sink += TensorPrimitives.Sum<float>(source));
        yield return ("to know: TensorPrimitives.Max", BlockBytes, () => sink += TensorPrimitives.Max<float>(source));
        yield return ("to know: TensorPrimitives.StdDev", BlockBytes, () => sink += TensorPrimitives.StdDev<float>(source));
        yield return ("to know: copy", BlockBytes, () => source.CopyTo(target, 0));
    }

    /// <summary>A detector frame of 16-bit counts with a Poisson-like spread, as area detectors write them.</summary>
    private void Bitshuffled(TextWriter to)
    {
        var random = new Random(1);
        var frame = new byte[FrameBytes];
        for (var i = 0; i < frame.Length; i += sizeof(ushort))
        {
            frame[i] = (byte)(random.Next(16) + random.Next(16));
        }

        var encoded = new byte[Bitshuffle.Bound(frame.Length / sizeof(ushort), sizeof(ushort))];
        var length = (int)Bitshuffle.Compress(frame, encoded, sizeof(ushort));
        var decoded = new byte[frame.Length];
        Line(to, $"bitshuffle-lz4 decode by the library, uint16 frame of {FrameBytes >> 20} MiB", FrameBytes,
            () => KernelRate.Seconds(() => Bitshuffle.Decompress(encoded.AsSpan(0, length), decoded, sizeof(ushort))));
        if (!decoded.AsSpan().SequenceEqual(frame) && "bitshuffle".Contains(only, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException("The decoded frame differs.");
        }
    }
}
