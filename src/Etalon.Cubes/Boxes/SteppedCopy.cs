namespace Etalon.Cubes;

/// <summary>Takes every so many samples out of a packed box.</summary>
public static class SteppedCopy
{
    /// <summary>Copies what the steps meet, row by row.</summary>
    /// <param name="from">The box.</param>
    /// <param name="lengths">Its lengths, slowest axis first.</param>
    /// <param name="to">Room for what is taken; all of it is filled.</param>
    /// <param name="count">Samples taken along each axis.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="bytes">Bytes of a sample.</param>
    public static void Run(ReadOnlySpan<byte> from, IReadOnlyList<long> lengths, Span<byte> to, ReadOnlySpan<long> count, ReadOnlySpan<long> step, int bytes)
    {
        var inner = count.Length == 0 ? 1 : count[^1];
        var innerStep = count.Length == 0 ? 1 : step[^1];
        var place = new long[Math.Max(1, count.Length)];
        for (var done = 0; done < to.Length;)
        {
            var offset = 0L;
            for (var axis = 0; axis < count.Length; axis++)
            {
                offset = (offset * lengths[axis]) + (place[axis] * step[axis]);
            }

            for (var i = 0L; i < inner; i++, done += bytes)
            {
                from.Slice(checked((int)((offset + (i * innerStep)) * bytes)), bytes).CopyTo(to[done..]);
            }

            for (var axis = count.Length - 2; axis >= 0 && ++place[axis] == count[axis]; axis--)
            {
                place[axis] = 0;
            }
        }
    }
}
