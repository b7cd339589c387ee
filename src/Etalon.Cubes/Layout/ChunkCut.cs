using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Chooses the chunk of a <see cref="NeutralLayout"/>.</summary>
internal sealed class ChunkCut(ImmutableArray<long> shape, int sampleBytes, LayoutOptions aim)
{
    private readonly double _bytes = shape.Aggregate((double)sampleBytes, (product, length) => product * length);

    public long[] Cut()
    {
        var chunk = shape.ToArray();
        var pieces = _bytes / aim.ChunkBytes;
        if (chunk.Length == 0 || pieces <= 1.5)
        {
            return chunk;
        }

        if (chunk.Length == 1)
        {
            chunk[0] = Balanced(chunk[0], pieces, 1);
            return chunk;
        }

        // The rest gets what axis 0 cannot take, and axis 0 what the rest cannot.
        var factor = Math.Sqrt(pieces);
        var rest = CutRest(chunk, Math.Max(factor, pieces / shape[0]), aim.RunBytes);
        if (rest < factor / 2)
        {
            rest = CutRest(chunk, factor, aim.LeastRunBytes);
        }

        chunk[0] = Balanced(shape[0], pieces / rest, 1);
        return chunk;
    }

    /// <summary>Cuts the axes after the first, slowest first; gives back by how much the rest is cut.</summary>
    private double CutRest(long[] chunk, double factor, long runBytes)
    {
        var made = 1.0;
        for (var axis = 1; axis < chunk.Length; axis++)
        {
            var least = axis == chunk.Length - 1 ? Math.Min(shape[axis], (runBytes + sampleBytes - 1) / sampleBytes) : 1;
            chunk[axis] = Balanced(shape[axis], factor / made, least);
            made *= (double)shape[axis] / chunk[axis];
        }

        return made;
    }

    /// <summary>
    /// A length that cuts an axis into about that many pieces, at least <paramref name="least"/> long, preferring a last piece of at
    /// least half the length: 34, 34, 32 and not 33, 33, 33, 1.
    /// </summary>
    private static long Balanced(long length, double pieces, long least)
    {
        var wanted = Math.Clamp((long)Math.Round(pieces), 1, Math.Max(1, length / least));
        var best = (Length: Math.Max(least, (length + wanted - 1) / wanted), Penalty: double.PositiveInfinity);
        var low = Math.Max(1, (long)Math.Ceiling(wanted / 1.5));
        var high = Math.Min(Math.Max(1, length / least), (long)(wanted * 1.5));
        for (var count = low; count <= Math.Min(high, low + 4096); count++)
        {
            var piece = (length + count - 1) / count;
            var last = length - (((length + piece - 1) / piece) - 1) * piece;
            var real = (double)length / piece;
            var penalty = Math.Abs(Math.Log(real / Math.Max(1, pieces))) + (2 * last < piece ? 10 : 0);
            if (piece >= least && penalty < best.Penalty)
            {
                best = (piece, penalty);
            }
        }

        return best.Length;
    }
}
