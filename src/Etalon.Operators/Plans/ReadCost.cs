using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>What reading a region of a stored cube takes.</summary>
internal static class ReadCost
{
    // Readers take short runs that lie close together through one window: what lies between them is read, too.
    private const double ShortRun = 4 << 10;
    private const double Gap = 8 << 10;
    private const double Window = 1 << 20;

    public static TileCost Of(SourceFacts facts, in Region region)
    {
        var sample = facts.Cube.Type.Bytes();
        var chunks = 1.0;
        var touched = 1.0;
        var stride = (double)sample;
        var span = (double)sample;
        var apart = 1.0;
        for (var axis = region.Rank - 1; axis >= 0; axis--)
        {
            var length = facts.Cube.Axes[axis].Length;
            var chunk = Math.Min(facts.Chunk[axis], length);
            var first = region.Start[axis] / chunk;
            var last = (region.End(axis) - 1) / chunk;
            var along = last - first + 1;
            chunks *= along;
            touched *= Math.Min(length, (last + 1) * chunk) - (first * chunk);
            var inChunk = (double)region.Length[axis] / along;
            if (apart > 1 || (stride > span && (span >= ShortRun || stride - span > Gap)))
            {
                apart *= inChunk;
            }
            else
            {
                span = ((inChunk - 1) * stride) + span;
            }

            stride *= chunk;
        }

        var bytes = (double)region.Samples * sample;
        var whole = touched * sample;
        var one = facts.Chunk.Aggregate((double)sample, static (product, length) => product * length);
        return facts.ReadsParts
            ? new TileCost
            {
                ReadBytes = Math.Max(bytes, chunks * apart * span) * facts.StoredRatio,
                Requests = chunks * apart,
                OutputBytes = bytes,
                PeakBytes = bytes + Window,
            }
            : new TileCost
            {
                ReadBytes = whole * facts.StoredRatio,
                Nanoseconds = 1e9 * whole / facts.DecodeBytesPerSecond,
                Requests = chunks,
                OutputBytes = bytes,
                // Beside the block: one encoded and one decoded chunk.
                PeakBytes = bytes + (one * (1 + facts.StoredRatio)),
            };
    }
}
