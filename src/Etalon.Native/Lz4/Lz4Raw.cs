using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The block calls of LZ4.</summary>
internal static unsafe partial class Lz4Raw
{
    [LibraryImport(Sonames.Lz4, EntryPoint = "LZ4_compressBound")]
    public static partial int Bound(int bytes);

    [LibraryImport(Sonames.Lz4, EntryPoint = "LZ4_compress_fast")]
    public static partial int Compress(byte* source, byte* destination, int bytes, int capacity, int acceleration);

    [LibraryImport(Sonames.Lz4, EntryPoint = "LZ4_decompress_safe")]
    public static partial int Decompress(byte* source, byte* destination, int bytes, int capacity);

    [LibraryImport(Sonames.Lz4, EntryPoint = "LZ4_versionString")]
    public static partial byte* Version();
}
