namespace Etalon.Native;

/// <summary>Checks a box and the memory for it before a library sees either.</summary>
internal static class Boxes
{
    public static void Require(
        string library,
        string subject,
        IReadOnlyList<long> shape,
        ReadOnlySpan<long> start,
        ReadOnlySpan<long> count,
        ReadOnlySpan<long> step,
        int sampleBytes,
        long bytes)
    {
        if (start.Length != shape.Count || count.Length != shape.Count || (step.Length != 0 && step.Length != shape.Count))
        {
            throw new NativeException(
                library, "box", 0, $"{subject}: a box of {start.Length} axes for data of {shape.Count}");
        }

        var needed = (Int128)sampleBytes;
        for (var i = 0; i < count.Length; i++)
        {
            var distance = step.Length == 0 ? 1 : step[i];
            var last = (Int128)start[i] + ((Int128)(count[i] - 1) * distance);
            if (start[i] < 0 || count[i] < 1 || distance < 1 || last >= shape[i])
            {
                throw new NativeException(
                    library, "box", 0, $"{subject}: {count[i]} from {start[i]} on leave axis {i} of length {shape[i]}");
            }

            needed *= count[i];
        }

        if (needed > bytes)
        {
            throw new NativeException(library, "box", 0, $"{subject}: {needed} bytes do not fit into {bytes}");
        }
    }
}
