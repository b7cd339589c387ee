using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The calls of c-blosc that keep no global state.</summary>
internal static unsafe partial class BloscRaw
{
    [LibraryImport(Sonames.Blosc, EntryPoint = "blosc_compress_ctx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Compress(
        int level, int shuffle, nint sampleBytes, nint bytes, void* source, void* destination, nint capacity,
        string codec, nint blockBytes, int threads);

    [LibraryImport(Sonames.Blosc, EntryPoint = "blosc_decompress_ctx")]
    public static partial int Decompress(void* source, void* destination, nint capacity, int threads);

    [LibraryImport(Sonames.Blosc, EntryPoint = "blosc_cbuffer_validate")]
    public static partial int Validate(void* source, nint bytes, nint* decoded);

    [LibraryImport(Sonames.Blosc, EntryPoint = "blosc_cbuffer_sizes")]
    public static partial void Sizes(void* source, nint* decoded, nint* encoded, nint* block);

    [LibraryImport(Sonames.Blosc, EntryPoint = "blosc_get_version_string")]
    public static partial byte* Version();
}
