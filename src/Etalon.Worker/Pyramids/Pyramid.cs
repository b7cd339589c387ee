using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>A pyramid that was made before: planes that would take long to read from the cube itself.</summary>
/// <param name="store">The pyramid.</param>
/// <param name="cube">The cube it was made of.</param>
internal sealed class Pyramid(IDatasetReader store, CubeInfo cube) : IDisposable
{
    /// <summary>The pyramid that lies there.</summary>
    public static Pyramid Open(DatasetFormats formats, string path, CubeInfo cube) => new(formats["zarr"].Open(path), cube);

    /// <summary>
    /// The coarsest level that is still as fine as wanted along both axes, or null where even the first is coarser. Of several that are
    /// equally coarse there the first: it takes the fewest samples together along other axes.
    /// </summary>
    public int? LevelFor(PlaneAxes axes, int slowStep, int fastStep)
    {
        var (slow, fast) = (axes.Slow, axes.Fast);
        int? found = null;
        var reached = 0L;
        for (var level = PyramidShape.FirstLevel; store.Cubes.Any(known => string.Equals(known.Name, PyramidShape.NameOf(level, BlockStatistic.Mean), StringComparison.Ordinal)); level++)
        {
            var steps = PyramidShape.StepsOf(cube, level);
            var (slowSamples, fastSamples) = (slow < 0 ? 1 : steps[slow], steps[fast]);
            var pixel = (long)slowSamples * fastSamples;
            if (slowSamples <= slowStep && fastSamples <= fastStep && pixel > reached)
            {
                (found, reached) = (level, pixel);
            }
        }

        return found;
    }

    /// <summary>A box of a plane from a level.</summary>
    /// <param name="level">The level.</param>
    /// <param name="axes">The plane in the cube.</param>
    /// <param name="box">The box in samples of the cube; it begins with a block.</param>
    /// <param name="wanted">The steps in samples of the cube; what is finer than the level becomes the level's.</param>
    /// <param name="statistics">What is wanted.</param>
    /// <param name="cancellation">Stops it.</param>
    public (BlockImage Image, PlaneSteps Steps) Reduce(
        int level, PlaneAxes axes, PlaneBox box, PlaneSteps wanted, IReadOnlyCollection<BlockStatistic> statistics, CancellationToken cancellation)
    {
        var steps = PyramidShape.StepsOf(cube, level);
        var (slow, fast) = (axes.Slow < 0 ? 1 : steps[axes.Slow], steps[axes.Fast]);
        var inLevel = new PlaneBox(box.SlowStart / slow, ScreenSteps.Count(box.Slow, slow), box.FastStart / fast, ScreenSteps.Count(box.Fast, fast));
        var left = new PlaneSteps(Math.Max(1, wanted.Slow / slow), Math.Max(1, wanted.Fast / fast));
        var image = new BlockImage(ScreenSteps.Count(inLevel.Slow, left.Slow), ScreenSteps.Count(inLevel.Fast, left.Fast), statistics);
        foreach (var statistic in statistics)
        {
            using var reader = store.Open(PyramidShape.NameOf(level, statistic));
            var there = axes with { Cube = reader.Cube, At = [.. axes.At.Select((at, axis) => at / steps[axis])] };
            image.Adopt(statistic, new PlaneScan(reader, there).Reduce(inLevel, left, [statistic], cancellation));
        }

        return (image, new PlaneSteps(left.Slow * slow, left.Fast * fast));
    }

    /// <summary>Samples of the cube that a plane of a level stands for along the axes that it does not show, where these are several.</summary>
    public IEnumerable<(string Axis, int Samples)> Thickness(int level, PlaneAxes axes)
    {
        var steps = PyramidShape.StepsOf(cube, level);
        return cube.Axes.Select((axis, i) => (axis.Name, steps[i], Shown: i == axes.X || i == axes.Y))
            .Where(static axis => !axis.Shown && axis.Item2 > 1).Select(static axis => (axis.Name, axis.Item2));
    }

    /// <inheritdoc />
    public void Dispose() => store.Dispose();
}
