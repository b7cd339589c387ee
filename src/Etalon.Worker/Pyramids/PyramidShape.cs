using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Worker;

/// <summary>The levels of a cube's pyramid, and the boxes in which it is made.</summary>
/// <remarks>
/// Level n has one number for 2^n samples along every axis that is still longer than 128 then; shorter axes stop. It begins with level 2:
/// level 1 would take half of the cube's own room, and planes are quick to read at that size.
/// </remarks>
/// <param name="Levels">Samples of a block along each axis, level by level.</param>
/// <param name="Brick">What is read at one time: whole blocks of every level, whole chunks where that is not too much.</param>
internal sealed record PyramidShape(ImmutableArray<ImmutableArray<int>> Levels, ImmutableArray<long> Brick)
{
    /// <summary>The number of the first level.</summary>
    public const int FirstLevel = 2;

    private const long SmallEnough = 128;
    private const long UsualBrick = 1L << 23;
    private const long LargestBrick = 1L << 26;

    /// <summary>The shape for a cube, or null where the cube is so small that nothing would be gained.</summary>
    public static PyramidShape? Of(CubeInfo cube, ChunkGrid chunks)
    {
        var last = cube.Axes.Select(axis => Halvings(axis.Length)).DefaultIfEmpty().Max();
        for (; last >= FirstLevel; last--)
        {
            var steps = StepsOf(cube, last);
            var brick = cube.Axes.Select((axis, i) => Math.Max(steps[i], PowerFrom(Math.Min(chunks.Chunk[i], axis.Length)))).ToArray();
            if (Product(brick) <= LargestBrick || last == FirstLevel)
            {
                return new PyramidShape([.. Enumerable.Range(FirstLevel, last - FirstLevel + 1).Select(level => StepsOf(cube, level))], Grown(cube, brick));
            }
        }

        return null;
    }

    /// <summary>Samples of a block of a level along each axis.</summary>
    public static ImmutableArray<int> StepsOf(CubeInfo cube, int level) => [.. cube.Axes.Select(axis => 1 << Math.Min(level, Halvings(axis.Length)))];

    /// <summary>What a level is called in the store.</summary>
    public static string NameOf(int level, BlockStatistic statistic) =>
        string.Create(CultureInfo.InvariantCulture, $"level{level}/{statistic.ToString().ToLowerInvariant()}");

    /// <summary>A level as a cube.</summary>
    public static CubeInfo CubeOf(CubeInfo cube, int level, BlockStatistic statistic)
    {
        var steps = StepsOf(cube, level);
        var axes = cube.Axes.Select((axis, i) => new Axis(axis.Name, ScreenSteps.Count(axis.Length, steps[i])));
        return new CubeInfo(NameOf(level, statistic), [.. axes], SampleType.Float32) { Unit = cube.Unit };
    }

    private static int Halvings(long length)
    {
        var halvings = 0;
        while (halvings < 30 && ScreenSteps.Count(length, 1L << halvings) > SmallEnough)
        {
            halvings++;
        }

        return halvings;
    }

    /// <summary>Doubles the shortest side until a brick is worth a call.</summary>
    private static ImmutableArray<long> Grown(CubeInfo cube, long[] brick)
    {
        while (Product(brick) <= UsualBrick / 2)
        {
            var shortest = Enumerable.Range(0, brick.Length).Where(i => brick[i] < cube.Axes[i].Length).OrderBy(i => brick[i]).DefaultIfEmpty(-1).First();
            if (shortest < 0)
            {
                break;
            }

            brick[shortest] *= 2;
        }

        return [.. brick];
    }

    private static long PowerFrom(long length) => (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)length);

    private static long Product(long[] lengths) => lengths.Aggregate(1L, static (product, length) => checked(product * length));
}
