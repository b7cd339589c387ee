using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Rows that are read at once.</summary>
/// <param name="Region">What is read: the smallest box around the places.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Places">For every axis the chosen places, counted within the box.</param>
/// <param name="SampleBytes">Bytes of a sample.</param>
public sealed record RowBlock(Region Region, long Rows, ImmutableArray<AxisPlaces> Places, int SampleBytes)
{
    /// <summary>The chosen samples of what was read, packed; the same memory where all were chosen.</summary>
    public ReadOnlyMemory<byte> Gather(ReadOnlyMemory<byte> read)
    {
        if (Places.Select((places, axis) => places.IsRun && places.Count == Region.Length[axis]).All(static isWhole => isWhole))
        {
            return read;
        }

        var count = Places.Aggregate(1L, static (product, places) => checked(product * places.Count));
        var packed = new byte[checked((int)(count * SampleBytes))];
        Copy(0, read.Span, packed);
        return packed;
    }

    /// <summary>Copies what is chosen along an axis and those within it; returns what is left of the target.</summary>
    private Span<byte> Copy(int axis, ReadOnlySpan<byte> from, Span<byte> to)
    {
        if (axis == Places.Length)
        {
            from[..SampleBytes].CopyTo(to);
            return to[SampleBytes..];
        }

        var stride = checked((int)(Region.Length.Skip(axis + 1).Aggregate(1L, static (product, length) => product * length) * SampleBytes));
        foreach (var range in Places[axis].Ranges)
        {
            if (axis == Places.Length - 1 && range.Step == 1)
            {
                var run = checked((int)(range.Count * SampleBytes));
                from.Slice(checked((int)(range.First * SampleBytes)), run).CopyTo(to);
                to = to[run..];
                continue;
            }

            for (var i = 0L; i < range.Count; i++)
            {
                to = Copy(axis + 1, from[checked((int)((range.First + (i * range.Step)) * stride))..], to);
            }
        }

        return to;
    }
}
