using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Zstandard frames.</summary>
public static unsafe class Zstd
{
    private const string Library = "Zstandard";
    private const ulong Unknown = ulong.MaxValue;
    private const ulong NoFrame = ulong.MaxValue - 1;

    /// <summary>Room that compressing needs at most.</summary>
    public static long Bound(long bytes) => ZstdRaw.Bound((nint)bytes);

    /// <summary>Compresses into one frame that states its decoded size.</summary>
    /// <returns>Bytes written.</returns>
    public static int Compress(ReadOnlySpan<byte> source, Span<byte> destination, int level)
    {
        fixed (byte* from = source, to = destination)
        {
            return (int)Compress(from, source.Length, to, destination.Length, level);
        }
    }

    /// <summary>Compresses from pointer to pointer.</summary>
    public static long Compress(byte* source, long bytes, byte* destination, long capacity, int level) =>
        Require(ZstdRaw.Compress(destination, (nint)capacity, source, (nint)bytes, level), "ZSTD_compress");

    /// <summary>Bytes that the first frame says it decodes to; null where it does not say.</summary>
    /// <exception cref="NativeException">There is no frame.</exception>
    public static long? DecodedBytes(ReadOnlySpan<byte> source)
    {
        fixed (byte* from = source)
        {
            return ZstdRaw.ContentSize(from, source.Length) switch
            {
                Unknown => null,
                NoFrame => throw new NativeException(Library, "ZSTD_getFrameContentSize", -2, "no frame begins here"),
                var size => checked((long)size),
            };
        }
    }

    /// <summary>Decodes; never writes beyond the destination, whatever the frame says.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="NativeException">The frame is damaged, or decodes to more than there is room for.</exception>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            return (int)Decompress(from, source.Length, to, destination.Length);
        }
    }

    /// <summary>Decodes from pointer to pointer.</summary>
    public static long Decompress(byte* source, long bytes, byte* destination, long capacity) =>
        Require(ZstdRaw.Decompress(destination, (nint)capacity, source, (nint)bytes), "ZSTD_decompress");

    private static long Require(nint code, string call) =>
        ZstdRaw.IsError(code) == 0
            ? code
            : throw new NativeException(
                Library, call, code, Marshal.PtrToStringUTF8((nint)ZstdRaw.ErrorName(code)) ?? "unknown error");
}
