using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>What reading a region of a stored cube takes.</summary>
internal static class ReadCost
{
    public static TileCost Of(SourceFacts facts, in Region region)
    {
        var sample = facts.Cube.Type.Bytes();
        var chunks = 1.0;
        var touched = 1.0;
        var runs = 1.0;
        var partial = false;
        for (var axis = region.Rank - 1; axis >= 0; axis--)
        {
            var length = facts.Cube.Axes[axis].Length;
            var chunk = Math.Min(facts.Chunk[axis], length);
            var first = region.Start[axis] / chunk;
            var last = (region.End(axis) - 1) / chunk;
            var along = last - first + 1;
            chunks *= along;
            touched *= Math.Min(length, (last + 1) * chunk) - (first * chunk);
            // Within a chunk samples lie together down to the fastest axis that is not covered whole.
            runs *= partial ? (double)region.Length[axis] / along : 1;
            partial |= region.Length[axis] < along * chunk && region.Length[axis] < length;
        }

        var bytes = (double)region.Samples * sample;
        var whole = touched * sample;
        var one = facts.Chunk.Aggregate((double)sample, static (product, length) => product * length);
        return facts.ReadsParts
            ? new TileCost { ReadBytes = bytes * facts.StoredRatio, Requests = chunks * runs, OutputBytes = bytes, PeakBytes = bytes }
            : new TileCost
            {
                ReadBytes = whole * facts.StoredRatio,
                DecodedBytes = whole,
                Requests = chunks,
                OutputBytes = bytes,
                // Beside the block: one encoded and one decoded chunk.
                PeakBytes = bytes + (one * (1 + facts.StoredRatio)),
            };
    }
}
