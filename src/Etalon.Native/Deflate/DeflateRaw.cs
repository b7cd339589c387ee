using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The zlib-format calls of libdeflate.</summary>
internal static unsafe partial class DeflateRaw
{
    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_alloc_decompressor")]
    public static partial nint AllocateDecompressor();

    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_free_decompressor")]
    public static partial void FreeDecompressor(nint decompressor);

    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_zlib_decompress")]
    public static partial int Decompress(
        nint decompressor, void* source, nint bytes, void* destination, nint capacity, nint* written);

    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_alloc_compressor")]
    public static partial nint AllocateCompressor(int level);

    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_free_compressor")]
    public static partial void FreeCompressor(nint compressor);

    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_zlib_compress")]
    public static partial nint Compress(nint compressor, void* source, nint bytes, void* destination, nint capacity);

    [LibraryImport(Sonames.Deflate, EntryPoint = "libdeflate_zlib_compress_bound")]
    public static partial nint Bound(nint compressor, nint bytes);
}
