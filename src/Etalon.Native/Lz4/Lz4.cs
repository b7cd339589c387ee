namespace Etalon.Native;

/// <summary>LZ4 blocks, without a frame: the caller keeps the sizes.</summary>
public static unsafe class Lz4
{
    private const string Library = "LZ4";

    /// <summary>Room that compressing needs at most.</summary>
    public static int Bound(int bytes) => Lz4Raw.Bound(bytes);

    /// <summary>Compresses one block.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">Room for the result.</param>
    /// <param name="acceleration">1 compresses best; more is faster.</param>
    /// <returns>Bytes written; 0 where the result does not fit.</returns>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination, int acceleration = 1)
    {
        fixed (byte* from = source, to = destination)
        {
            return Compress(from, source.Length, to, destination.Length, acceleration);
        }
    }

    /// <summary>Compresses from pointer to pointer.</summary>
    public static int Compress(byte* source, int bytes, byte* destination, int capacity, int acceleration = 1) =>
        Lz4Raw.Compress(source, destination, bytes, capacity, acceleration);

    /// <summary>Decodes one block; never reads or writes beyond the given memory, whatever the bytes say.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="NativeException">The block is damaged, or decodes to more than there is room for.</exception>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            return Decompress(from, source.Length, to, destination.Length);
        }
    }

    /// <summary>Decodes from pointer to pointer.</summary>
    public static int Decompress(byte* source, int bytes, byte* destination, int capacity)
    {
        var written = Lz4Raw.Decompress(source, destination, bytes, capacity);
        return written >= 0
            ? written
            : throw new NativeException(
                Library, "LZ4_decompress_safe", written, $"a damaged block of {bytes} bytes (room for {capacity})");
    }
}
