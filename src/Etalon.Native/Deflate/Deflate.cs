namespace Etalon.Native;

/// <summary>Deflate in the zlib format, through libdeflate: two to three times as fast as zlib. Any thread, no shared state.</summary>
public static unsafe class Deflate
{
    private const string Library = "libdeflate";
    private const int HighestLevel = 12;

    [ThreadStatic]
    private static DeflateState? _decompressor;

    [ThreadStatic]
    private static DeflateState?[]? _compressors;

    /// <summary>Room that compressing needs at most.</summary>
    public static long Bound(long bytes) => DeflateRaw.Bound(0, (nint)bytes);

    /// <summary>Compresses.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">Room for the result.</param>
    /// <param name="level">0 (store) to 12.</param>
    /// <returns>Bytes written; 0 where the result does not fit.</returns>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination, int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        _compressors ??= new DeflateState?[HighestLevel + 1];
        var state = _compressors[level] ??= DeflateState.ForCompressing(level);
        fixed (byte* from = source, to = destination)
        {
            return (int)DeflateRaw.Compress(state.Value, from, source.Length, to, destination.Length);
        }
    }

    /// <summary>Decodes one stream; never reads or writes beyond the given memory, whatever the bytes say.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="NativeException">The stream is damaged, or decodes to more than there is room for.</exception>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var state = _decompressor ??= DeflateState.ForDecompressing();
        nint written = 0;
        fixed (byte* from = source, to = destination)
        {
            var code = DeflateRaw.Decompress(state.Value, from, source.Length, to, destination.Length, &written);
            return code == 0 ? (int)written : throw Damaged(code, destination.Length);
        }
    }

    private static NativeException Damaged(int code, int room)
    {
        const int NoRoom = 3;
        var why = code == NoRoom ? $"a stream that decodes to more than {room} bytes" : "a damaged stream";
        return new NativeException(Library, "libdeflate_zlib_decompress", code, why);
    }
}
