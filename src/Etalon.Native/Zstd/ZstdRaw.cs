using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The simple calls of Zstandard.</summary>
internal static unsafe partial class ZstdRaw
{
    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_compressBound")]
    public static partial nint Bound(nint bytes);

    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_compress")]
    public static partial nint Compress(void* destination, nint capacity, void* source, nint bytes, int level);

    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_decompress")]
    public static partial nint Decompress(void* destination, nint capacity, void* source, nint bytes);

    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_getFrameContentSize")]
    public static partial ulong ContentSize(void* source, nint bytes);

    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nint code);

    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_getErrorName")]
    public static partial byte* ErrorName(nint code);

    [LibraryImport(Sonames.Zstd, EntryPoint = "ZSTD_versionString")]
    public static partial byte* Version();
}
