using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Cuts the rows of a selection into blocks that are read one after the other, so that little of a cube is held at any time.</summary>
/// <param name="places">What is chosen of every axis, those of rows first.</param>
/// <param name="rowAxes">How many axes number rows.</param>
/// <param name="sampleBytes">Bytes of a sample.</param>
public sealed class RowBlocks(ImmutableArray<AxisPlaces> places, int rowAxes, int sampleBytes)
{
    /// <summary>Rows chosen.</summary>
    public long Rows => places.Take(rowAxes).Aggregate(1L, static (product, axis) => checked(product * axis.Count));

    /// <summary>Samples chosen of each row.</summary>
    public long RowLength => places.Skip(rowAxes).Aggregate(1L, static (product, axis) => checked(product * axis.Count));

    /// <summary>Bytes that lie between the first and the last chosen sample of a row.</summary>
    public long RowBytes => Bytes(rowAxes);

    /// <summary>The blocks of the first rows, in order.</summary>
    /// <param name="mostRows">No more rows.</param>
    /// <param name="mostBytes">No more bytes at once, unless a single row has more.</param>
    public IEnumerable<RowBlock> Of(long mostRows, long mostBytes)
    {
        if (rowAxes == 0)
        {
            yield return Block([], 0, 0, 0, 1);
            yield break;
        }

        var cut = 0;
        while (cut < rowAxes - 1 && Bytes(cut + 1) > mostBytes)
        {
            cut++;
        }

        var inner = places.Skip(cut + 1).Take(rowAxes - cut - 1).Aggregate(1L, static (product, axis) => product * axis.Count);
        var outer = new long[cut];
        var left = Math.Min(mostRows, Rows);
        do
        {
            for (var first = 0L; first < places[cut].Count && left > 0;)
            {
                var count = Count(cut, first, mostBytes, (left + inner - 1) / inner);
                var rows = Math.Min(left, count * inner);
                yield return Block(outer, cut, first, count, rows);
                first += count;
                left -= rows;
            }
        }
        while (left > 0 && Next(outer));
    }

    private static AxisPlaces Shifted(AxisPlaces axis) =>
        new([.. axis.Ranges.Select(range => new IndexRange(range.First - axis.First, range.Last - axis.First, range.Step))]);

    /// <summary>Bytes of the box around everything chosen of an axis and those within it.</summary>
    private long Bytes(int from) => places.Skip(from).Aggregate((long)sampleBytes, static (product, axis) => checked(product * (axis.Last - axis.First + 1)));

    /// <summary>How many places of the axis that is cut are read at once.</summary>
    private long Count(int cut, long first, long mostBytes, long most)
    {
        var reach = Math.Max(1, mostBytes / Bytes(cut + 1));
        var (start, count) = (places[cut][first], 1L);
        most = Math.Min(most, places[cut].Count - first);
        if (places[cut].IsRun)
        {
            return Math.Min(most, reach);
        }

        while (count < most && places[cut][first + count] - start < reach)
        {
            count++;
        }

        return count;
    }

    private RowBlock Block(ReadOnlySpan<long> outer, int cut, long first, long count, long rows)
    {
        var (start, length) = (new long[places.Length], new long[places.Length]);
        var within = new AxisPlaces[places.Length];
        for (var axis = 0; axis < places.Length; axis++)
        {
            var chosen = places[axis];
            if (axis < cut)
            {
                (start[axis], length[axis], within[axis]) = (chosen[outer[axis]], 1, AxisPlaces.All(1));
            }
            else if (axis == cut && rowAxes > 0)
            {
                start[axis] = chosen[first];
                length[axis] = chosen[first + count - 1] - start[axis] + 1;
                within[axis] = chosen.IsRun
                    ? AxisPlaces.All(count)
                    : AxisPlaces.Of(Enumerable.Range(0, checked((int)count)).Select(i => chosen[first + i] - chosen[first]));
            }
            else
            {
                (start[axis], length[axis], within[axis]) = (chosen.First, chosen.Last - chosen.First + 1, Shifted(chosen));
            }
        }

        return new RowBlock(new Region([.. start], [.. length]), rows, [.. within], sampleBytes);
    }

    private bool Next(long[] outer)
    {
        for (var axis = outer.Length - 1; axis >= 0; axis--)
        {
            if (++outer[axis] < places[axis].Count)
            {
                return true;
            }

            outer[axis] = 0;
        }

        return false;
    }
}
