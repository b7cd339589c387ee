using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Makes a plane of a cube as small as a screen while it is read: bands of rows, straight from lent pages where there are any.</summary>
internal sealed class PlaneScan(ICubeReader reader, PlaneAxes axes)
{
    /// <summary>Samples of a band: small enough for a second-level cache as numbers, large enough to be worth a call.</summary>
    private const long BandSamples = 1L << 20;

    /// <summary>Samples of a row that are read at one time; longer rows are cut.</summary>
    private const long MostFast = 1L << 20;

    private readonly int _slow = axes.Slow;
    private readonly int _fast = axes.Fast;

    /// <summary>The length of the whole plane along the slow and along the fast axis.</summary>
    public PlaneBox Whole => new(0, _slow < 0 ? 1 : reader.Cube.Axes[_slow].Length, 0, reader.Cube.Axes[_fast].Length);

    /// <summary>The length of a chunk along the slow axis.</summary>
    public long SlowChunk => _slow < 0 ? 1 : reader.Chunks.Chunk[_slow];

    /// <summary>A box of the plane as a region of the cube.</summary>
    public Region RegionOf(in PlaneBox box) => axes.IsTurned
        ? axes.Part(box.FastStart, box.Fast, box.SlowStart, box.Slow)
        : axes.Part(box.SlowStart, box.Slow, box.FastStart, box.Fast);

    /// <summary>One number for each block of a box.</summary>
    public BlockImage Reduce(PlaneBox box, PlaneSteps steps, IReadOnlyCollection<BlockStatistic> wanted, CancellationToken cancellation)
    {
        var image = new BlockImage(ScreenSteps.Count(box.Slow, steps.Slow), ScreenSteps.Count(box.Fast, steps.Fast), wanted);
        var fastStep = Together(steps.Fast, reader.Chunks.Chunk[_fast], MostFast);
        var slowStep = steps.IsSampled ? steps.Slow : Together(steps.Slow, SlowChunk, Math.Max(steps.Slow, BandSamples / Math.Min(box.Fast, fastStep)));
        var strips = ScreenSteps.Count(box.Slow, slowStep);
        var cuts = ScreenSteps.Count(box.Fast, fastStep);
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, checked((int)(strips * cuts)), options, number =>
        {
            var slow = number / cuts * slowStep;
            var fast = number % cuts * fastStep;
            var part = new PlaneBox(box.SlowStart + slow, Math.Min(slowStep, box.Slow - slow), box.FastStart + fast, Math.Min(fastStep, box.Fast - fast));
            new PlaneStrip(reader, this, image, steps, cancellation).Reduce(part, slow / steps.Slow, fast / steps.Fast);
        });
        return image;
    }

    /// <summary>As many whole blocks as make whole chunks too, if these are not more than asked for; else as many blocks as are.</summary>
    private static long Together(long step, long chunk, long most)
    {
        var (a, b) = (step, chunk);
        while (b > 0)
        {
            (a, b) = (b, a % b);
        }

        var both = step / a * chunk;
        return both <= most ? most / both * both : Math.Max(step, most / step * step);
    }
}
