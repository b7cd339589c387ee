using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The codec that the bitshuffle plug-in exports: the reference for own decoders, not the fast way.</summary>
public static unsafe partial class Bitshuffle
{
    private const string Library = "bitshuffle";

    /// <summary>Room that compressing needs at most.</summary>
    public static long Bound(long samples, int sampleBytes) =>
        RawBound((nint)samples, sampleBytes, 0);

    /// <summary>Transposes bits and compresses with LZ4: blocks of 4 big-endian bytes of length and the data, no header.</summary>
    /// <returns>Bytes written.</returns>
    public static long Compress(ReadOnlySpan<byte> source, Span<byte> destination, int sampleBytes)
    {
        RequireRoom(destination.Length, Bound(source.Length / sampleBytes, sampleBytes));
        fixed (byte* from = source, to = destination)
        {
            return Require(RawCompress(from, to, source.Length / sampleBytes, sampleBytes, 0), "bshuf_compress_lz4");
        }
    }

    /// <summary>Decodes what <see cref="Compress"/> made. For trusted bytes only: the codec does not know their number.</summary>
    /// <returns>Bytes read.</returns>
    public static long Decompress(ReadOnlySpan<byte> source, Span<byte> destination, int sampleBytes, int blockSamples = 0)
    {
        fixed (byte* from = source, to = destination)
        {
            return Require(
                RawDecompress(from, to, destination.Length / sampleBytes, sampleBytes, blockSamples),
                "bshuf_decompress_lz4");
        }
    }

    private static void RequireRoom(long capacity, long needed)
    {
        if (capacity < needed)
        {
            throw new NativeException(Library, "bshuf_compress_lz4", 0, $"{capacity} bytes are too few, {needed} may be needed");
        }
    }

    private static long Require(long code, string call) =>
        code >= 0 ? code : throw new NativeException(Library, call, code, "damaged data");

    [LibraryImport(Sonames.Bitshuffle, EntryPoint = "bshuf_compress_lz4_bound")]
    private static partial nint RawBound(nint samples, nint sampleBytes, nint blockSamples);

    [LibraryImport(Sonames.Bitshuffle, EntryPoint = "bshuf_compress_lz4")]
    private static partial long RawCompress(void* source, void* destination, nint samples, nint sampleBytes, nint blockSamples);

    [LibraryImport(Sonames.Bitshuffle, EntryPoint = "bshuf_decompress_lz4")]
    private static partial long RawDecompress(void* source, void* destination, nint samples, nint sampleBytes, nint blockSamples);
}
