using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>All samples of a region as numbers; of a large one only those at every so many places of its slowest axes.</summary>
internal sealed class SpreadSamples
{
    private const long MostSamples = 1L << 24;

    private SpreadSamples(double[] numbers, ImmutableArray<long> every)
    {
        Numbers = numbers;
        Every = every;
    }

    /// <summary>The numbers, in the region's order; NaN is missing.</summary>
    public double[] Numbers { get; }

    /// <summary>Along each axis, of how many places one was read.</summary>
    public ImmutableArray<long> Every { get; }

    /// <summary>Reads them.</summary>
    public static SpreadSamples Read(ICubeReader reader, Region region, CancellationToken cancellation)
    {
        var every = Choose(reader, region);
        var strided = Enumerable.Range(0, region.Rank).Where(axis => every[axis] > 1).ToArray();
        var piece = strided.Aggregate(region, (part, axis) => part.With(axis, region.Start[axis], 1));
        var counts = strided.Select(axis => Count(region, every, axis)).ToArray();
        var pieces = counts.Aggregate(1L, static (product, count) => product * count);
        var numbers = new double[pieces * piece.Samples];
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0L, pieces, options, number =>
        {
            var (part, rest) = (piece, number);
            for (var i = strided.Length - 1; i >= 0; i--)
            {
                part = part.With(strided[i], region.Start[strided[i]] + (rest % counts[i] * every[strided[i]]), 1);
                rest /= counts[i];
            }

            Take(reader, part, numbers.AsSpan(checked((int)(number * piece.Samples)), checked((int)piece.Samples)), cancellation);
        });
        return new SpreadSamples(numbers, [.. every]);
    }

    private static unsafe void Take(ICubeReader reader, in Region part, Span<double> numbers, CancellationToken cancellation)
    {
        using var samples = new BandSamples(reader, part, cancellation);
        SampleNumbers.Read(reader.Cube, new ReadOnlySpan<byte>(samples.Pointer, checked(numbers.Length * reader.Cube.Type.Bytes())), numbers);
    }

    private static long Count(in Region region, long[] every, int axis) => ((region.Length[axis] - 1) / every[axis]) + 1;

    /// <summary>Doubles the distance along the slowest axis that has places left, until what is read is quick and fits.</summary>
    private static long[] Choose(ICubeReader reader, in Region region)
    {
        var every = Enumerable.Repeat(1L, region.Rank).ToArray();
        var quick = ReadCost.QuickBytes(reader);
        for (var axis = 0; axis < region.Rank;)
        {
            var piece = region;
            var pieces = 1.0;
            for (var i = 0; i < region.Rank; i++)
            {
                if (every[i] > 1)
                {
                    piece = piece.With(i, region.Start[i], 1);
                    pieces *= Count(region, every, i);
                }
            }

            if (pieces * piece.Samples <= MostSamples && pieces * ReadCost.Bytes(reader, piece) <= quick)
            {
                break;
            }

            if (every[axis] < region.Length[axis])
            {
                every[axis] *= 2;
            }
            else
            {
                axis++;
            }
        }

        return every;
    }
}
