using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>The lengths a tile may have along each axis.</summary>
internal static class TileLadder
{
    /// <summary>
    /// Whole output chunks, doubling; from the first length that is also whole source chunks on, only such lengths; at last the
    /// whole axis.
    /// </summary>
    public static ImmutableArray<ImmutableArray<long>> Of(
        ImmutableArray<long> shape, ImmutableArray<long> chunk, ImmutableArray<long> source)
    {
        var ladders = ImmutableArray.CreateBuilder<ImmutableArray<long>>(shape.Length);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            ladders.Add(Along(shape[axis], chunk[axis], source[axis]));
        }

        return ladders.ToImmutable();
    }

    private static ImmutableArray<long> Along(long length, long chunk, long source)
    {
        var steps = ImmutableArray.CreateBuilder<long>();
        var aligned = chunk / Gcd(chunk, source) * source;
        for (var step = chunk; step < Math.Min(aligned, length); step *= 2)
        {
            steps.Add(step);
        }

        for (var step = aligned; step < length; step *= 2)
        {
            steps.Add(step);
        }

        steps.Add(length);
        return steps.ToImmutable();
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
