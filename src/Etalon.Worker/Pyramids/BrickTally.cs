using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Adds up the samples of a brick in blocks of the first level.</summary>
internal sealed unsafe class BrickTally(ICubeReader reader, ImmutableArray<int> steps)
{
    private readonly int _rank = steps.Length;
    private readonly int _sampleBytes = reader.Cube.Type.Bytes();

    /// <summary>Reads a brick and adds it up.</summary>
    public BlockTally Of(Region brick, CancellationToken cancellation)
    {
        using var samples = new BandSamples(reader, brick, cancellation);
        var blocks = new BlockTally([.. brick.Length.Select((length, axis) => checked((int)ScreenSteps.Count(length, steps[axis])))]);
        var fast = checked((int)brick.Length[_rank - 1]);
        var work = new Rows(brick.Length, samples, new ColumnTally(fast), new double[fast]);
        var place = new long[_rank];
        var rows = blocks.Count / blocks.Shape[_rank - 1];
        for (var row = 0; row < rows; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            work.Tally.Clear();
            Add(work, place, axis: 0, offset: 0);
            blocks.Take(work.Tally, row, steps[_rank - 1]);
            for (var axis = _rank - 2; axis >= 0 && ++place[axis] == blocks.Shape[axis]; axis--)
            {
                place[axis] = 0;
            }
        }

        return blocks;
    }

    /// <summary>Adds all rows of samples that one row of blocks is made of.</summary>
    private void Add(Rows work, long[] place, int axis, long offset)
    {
        if (axis == _rank - 1)
        {
            var row = new ReadOnlySpan<byte>(work.Samples.Pointer + (offset * work.Numbers.Length * _sampleBytes), work.Numbers.Length * _sampleBytes);
            SampleNumbers.Read(reader.Cube, row, work.Numbers);
            work.Tally.Add(work.Numbers, withMeans: true, withExtremes: true);
            return;
        }

        var end = Math.Min((place[axis] + 1) * steps[axis], work.Length[axis]);
        for (var i = place[axis] * steps[axis]; i < end; i++)
        {
            Add(work, place, axis + 1, (offset * work.Length[axis]) + i);
        }
    }

    private sealed record Rows(ImmutableArray<long> Length, BandSamples Samples, ColumnTally Tally, double[] Numbers);
}
