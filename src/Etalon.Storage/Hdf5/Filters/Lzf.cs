namespace Etalon.Storage;

/// <summary>The LZF format that h5py writes: literal runs and references at most 8 KiB back.</summary>
internal static class Lzf
{
    /// <summary>Decodes all of the source; returns how many bytes came out.</summary>
    /// <exception cref="InvalidDataException">The stream is damaged or does not fit.</exception>
    public static int Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var from = 0;
        var to = 0;
        while (from < source.Length)
        {
            int control = source[from++];
            if (control < 32)
            {
                var run = control + 1;
                Require(from + run <= source.Length && to + run <= destination.Length);
                source.Slice(from, run).CopyTo(destination[to..]);
                from += run;
                to += run;
                continue;
            }

            var length = control >> 5;
            if (length == 7)
            {
                Require(from < source.Length);
                length += source[from++];
            }

            Require(from < source.Length);
            var start = to - ((control & 31) << 8) - source[from++] - 1;
            length += 2;
            Require(start >= 0 && to + length <= destination.Length);
            for (var i = 0; i < length; i++)
            {
                destination[to + i] = destination[start + i];
            }

            to += length;
        }

        return to;
    }

    private static void Require(bool fits)
    {
        if (!fits)
        {
            throw new InvalidDataException("the lzf stream is damaged");
        }
    }
}
