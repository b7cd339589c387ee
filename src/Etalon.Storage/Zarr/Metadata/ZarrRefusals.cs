using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Refusals of the Zarr store.</summary>
internal static class ZarrRefusals
{
    /// <summary>Something that Zarr allows but Etalon does not read.</summary>
    public static RefusalException Unsupported(string what, string name, string file) => new(
        $"unsupported-{what.Replace(' ', '-')}", $"'{file}' uses the {what} '{name}', which Etalon does not read.",
        "Write the array again with bytes, blosc, zstd, lz4, gzip, zlib, crc32c, transpose or sharding_indexed and plain numbers.",
        RefusalKind.Unsupported);
}
