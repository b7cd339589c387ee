using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The chunks that a copy of a badly cut source may have.</summary>
/// <remarks>
/// A copy is written in bands of whole source chunks and read in bands across them. A chunk that is what one band of each kind has in
/// common is written whole and read whole. How large bands may be decides how large their common part is; a few sizes are tried, the
/// same ones for every budget.
/// </remarks>
internal static class CopyChunks
{
    /// <summary>A smaller common part makes more requests than it saves.</summary>
    private const long SmallestChunk = 4L << 10;

    private static readonly ImmutableArray<long> Bands = [1L << 20, 2L << 20, 4L << 20, 8L << 20, 16L << 20, 32L << 20];

    /// <summary>The candidates, without repetition.</summary>
    /// <param name="facts">The source.</param>
    /// <param name="across">The axes along which consumers cut across its chunks.</param>
    /// <param name="limits">What the plan may use.</param>
    public static IEnumerable<ImmutableArray<long>> Of(SourceFacts facts, ImmutableArray<bool> across, PlanLimits limits)
    {
        var cube = facts.Cube;
        var sample = cube.Type.Bytes();
        var known = new List<ImmutableArray<long>>
        {
            NeutralLayout.For(cube.Shape, sample, new LayoutOptions { ChunkBytes = limits.RequestBytes }).Chunk,
        };
        var one = Bytes(facts.Chunk, sample);
        var bands = one > Bands[^1] / 2 ? [.. Bands, 2 * one, 8 * one] : Bands;
        foreach (var bytes in bands.Where(_ => across.Contains(true)))
        {
            var written = Written(facts, across, bytes, sample);
            var read = Read(cube.Shape, across, bytes, sample);
            ImmutableArray<long> common = [.. written.Zip(read, Math.Min)];
            if (Bytes(common, sample) >= SmallestChunk && !known.Exists(chunk => chunk.SequenceEqual(common)))
            {
                known.Add(common);
            }
        }

        return known;
    }

    /// <summary>As many source chunks as a band may hold, joined along the axes that consumers need longer.</summary>
    private static ImmutableArray<long> Written(SourceFacts facts, ImmutableArray<bool> across, long bytes, int sample)
    {
        ImmutableArray<long> band = [.. facts.Chunk.Zip(facts.Cube.Shape, Math.Min)];
        for (var axis = band.Length - 1; axis >= 0; axis--)
        {
            if (across[axis])
            {
                var all = (facts.Cube.Axes[axis].Length + band[axis] - 1) / band[axis];
                var chunks = Even(all, Math.Max(1, bytes / Bytes(band, sample)));
                band = band.SetItem(axis, Math.Min(facts.Cube.Axes[axis].Length, band[axis] * chunks));
            }
        }

        return band;
    }

    /// <summary>Those axes whole, and as much of the others, innermost first, as a band may hold.</summary>
    private static ImmutableArray<long> Read(ImmutableArray<long> shape, ImmutableArray<bool> across, long bytes, int sample)
    {
        ImmutableArray<long> band = [.. shape.Zip(across, static (length, whole) => whole ? length : 1)];
        for (var axis = band.Length - 1; axis >= 0; axis--)
        {
            if (!across[axis])
            {
                band = band.SetItem(axis, Even(shape[axis], Math.Max(1, bytes / Bytes(band, sample))));
            }
        }

        return band;
    }

    /// <summary>At most that long, in parts of equal length: the last chunk is stored as long as the others.</summary>
    private static long Even(long length, long most)
    {
        var parts = (length + most - 1) / most;
        return (length + parts - 1) / parts;
    }

    private static long Bytes(ImmutableArray<long> lengths, int sample) =>
        lengths.Aggregate((long)sample, static (product, length) => product * length);
}
