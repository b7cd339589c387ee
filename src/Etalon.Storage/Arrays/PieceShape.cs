using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>Chooses pieces of an uncut array: whole rows, about 2 MiB, so that a piece stays in the cache and reads at full speed.</summary>
internal static class PieceShape
{
    private const long TargetBytes = 2 << 20;

    /// <summary>The lengths of a piece.</summary>
    public static ImmutableArray<long> Of(ReadOnlySpan<long> shape, int sampleBytes, long targetBytes = TargetBytes)
    {
        var piece = new long[shape.Length];
        var room = Math.Max(1, targetBytes / sampleBytes);
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            piece[i] = Math.Clamp(room, 1, Math.Max(1, shape[i]));
            room = Math.Max(1, room / piece[i]);
        }

        return [.. piece];
    }
}
