using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>What one thread reads and makes small: rows of blocks that no other thread touches.</summary>
internal sealed unsafe class PlaneStrip(ICubeReader reader, PlaneScan scan, BlockImage image, PlaneSteps steps, CancellationToken cancellation)
{
    /// <summary>Bytes of a band that is copied and not lent.</summary>
    private const long BandBytes = 8L << 20;

    private readonly int _sampleBytes = reader.Cube.Type.Bytes();

    /// <summary>Reduces a part of the plane.</summary>
    /// <param name="box">The part; it begins with a block along both axes.</param>
    /// <param name="block">The block it begins with along the slow axis.</param>
    /// <param name="fastBlock">The block it begins with along the fast axis.</param>
    public void Reduce(PlaneBox box, long block, long fastBlock)
    {
        var tally = new ColumnTally(checked((int)box.Fast));
        tally.Clear();
        var numbers = new double[box.Fast];
        var blocks = checked((int)ScreenSteps.Count(box.Fast, steps.Fast));
        for (var row = 0L; row < box.Slow;)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = box.Slow - row;
            var band = steps.IsSampled
                ? box with { SlowStart = box.SlowStart + row + (Math.Min(steps.Slow, left) / 2), Slow = 1 }
                : box with { SlowStart = box.SlowStart + row, Slow = BandRows(box, row) };
            using var samples = new BandSamples(reader, scan.RegionOf(band), cancellation);
            for (var i = 0L; i < band.Slow; i++)
            {
                SampleNumbers.Read(reader.Cube, new ReadOnlySpan<byte>(samples.Pointer + (i * box.Fast * _sampleBytes), numbers.Length * _sampleBytes), numbers);
                tally.Add(numbers, image.WithMeans, image.WithExtremes);
                row += steps.IsSampled ? Math.Min(steps.Slow, left) : 1;
                if (row % steps.Slow == 0 || row == box.Slow)
                {
                    image.Take(tally, block + ((row - 1) / steps.Slow), fastBlock, blocks, steps.Fast);
                    tally.Clear();
                }
            }
        }
    }

    /// <summary>Parts of one chunk can be lent; elsewhere a band is as large as is good for a copy.</summary>
    private long BandRows(in PlaneBox box, long row)
    {
        var rows = Math.Min(Math.Max(1, BandBytes / (box.Fast * _sampleBytes)), box.Slow - row);
        var start = box.SlowStart + row;
        return reader.ReadsParts ? Math.Min(rows, scan.SlowChunk - (start % scan.SlowChunk)) : rows;
    }
}
