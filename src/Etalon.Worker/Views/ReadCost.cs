using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>What has to be touched to bring regions of a cube, as far as the cut into chunks tells.</summary>
internal static class ReadCost
{
    /// <summary>No view touches more: this is a run's work.</summary>
    public const long MostBytes = 4L << 30;

    private const long PageBytes = 4096;

    /// <summary>A look that takes longer does not feel like one.</summary>
    private const double QuickSeconds = 0.35;

    /// <summary>Plain samples come from the system's cache at this rate and more, on one core; from a disk slower.</summary>
    private const double PlainBytesPerSecond = 2e9;

    /// <summary>Bytes of samples that are decoded or brought into memory for one region.</summary>
    public static long Bytes(ICubeReader reader, in Region region)
    {
        var chunks = 1.0;
        var chunkBytes = (double)reader.Cube.Type.Bytes();
        for (var i = 0; i < region.Rank; i++)
        {
            var chunk = reader.Chunks.Chunk[i];
            chunks *= ((region.End(i) - 1) / chunk) - (region.Start[i] / chunk) + 1;
            chunkBytes *= Math.Min(chunk, reader.Cube.Axes[i].Length);
        }

        var whole = chunks * chunkBytes;
        return (long)Math.Min(long.MaxValue, reader.ReadsParts ? Math.Min(whole, PartBytes(reader.Cube, region)) : whole);
    }

    /// <summary>Bytes that are brought within the time of a look on this machine.</summary>
    public static long QuickBytes(ICubeReader reader) =>
        (long)(QuickSeconds * Math.Min(2, Environment.ProcessorCount) * (reader.ReadsParts ? PlainBytesPerSecond : reader.DecodeBytesPerSecond));

    /// <summary>The refusal of a request that touches too much.</summary>
    public static RefusalException TooMany(string what, long bytes, string help) => new(
        "too-many-bytes", $"{what} touches {bytes / 1e9:F1} GB of samples; at most {MostBytes / 1e9:F1} GB are read for a look.", help, RefusalKind.TooLarge);

    /// <summary>Runs of neighbouring samples, each at least a page.</summary>
    private static double PartBytes(CubeInfo cube, in Region region)
    {
        double run = cube.Type.Bytes();
        var axis = region.Rank - 1;
        for (; axis >= 0; axis--)
        {
            run *= region.Length[axis];
            if (region.Length[axis] != cube.Axes[axis].Length)
            {
                break;
            }
        }

        var runs = 1.0;
        for (axis--; axis >= 0; axis--)
        {
            runs *= region.Length[axis];
        }

        return runs * Math.Max(PageBytes, run);
    }
}
