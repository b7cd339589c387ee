namespace Etalon.Native;

/// <summary>One HDF5 filter and whether it works here.</summary>
/// <param name="Id">Registered number.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Package">Debian package that holds the plug-in; empty where it is built in or in none.</param>
/// <param name="IsAvailable">Whether libhdf5 can apply it here.</param>
public sealed record Hdf5FilterSupport(int Id, string Name, string Package, bool IsAvailable)
{
    private const string BuiltIn = "libhdf5-103-1";

    private static readonly Hdf5FilterSupport[] Known =
    [
        new(Hdf5Filter.DeflateId, "deflate", BuiltIn, false),
        new(Hdf5Filter.ShuffleId, "shuffle", BuiltIn, false),
        new(Hdf5Filter.Fletcher32Id, "fletcher32", BuiltIn, false),
        new(Hdf5Filter.SzipId, "szip", BuiltIn, false),
        new(Hdf5Filter.NBitId, "nbit", BuiltIn, false),
        new(Hdf5Filter.ScaleOffsetId, "scaleoffset", BuiltIn, false),
        new(Hdf5Filter.Bzip2Id, "bzip2", "hdf5-filter-plugin", false),
        new(Hdf5Filter.LzfId, "lzf", "bitshuffle", false),
        new(Hdf5Filter.BloscId, "blosc", "hdf5-filter-plugin-blosc-serial", false),
        new(Hdf5Filter.Lz4Id, "lz4", "hdf5-filter-plugin", false),
        new(Hdf5Filter.BitshuffleId, "bitshuffle", "bitshuffle", false),
        new(Hdf5Filter.ZfpId, "zfp", "hdf5-filter-plugin-zfp-serial", false),
        new(Hdf5Filter.ZstdId, "zstd", "", false),
    ];

    /// <summary>The filters Etalon knows by name, asked now.</summary>
    /// <exception cref="MissingLibraryException">HDF5 is not installed.</exception>
    public static IReadOnlyList<Hdf5FilterSupport> Probe()
    {
        using var gate = Hdf5Lock.Enter();
        return Array.ConvertAll(Known, filter => filter with { IsAvailable = H5Z.IsAvailable(filter.Id) > 0 });
    }

    /// <summary>The filters Etalon knows by name, none asked: for a report where HDF5 is missing.</summary>
    internal static IReadOnlyList<Hdf5FilterSupport> Unasked() => Known;

    /// <summary>The name of a filter, or "filter 12345".</summary>
    public static string NameOf(int id) => Array.Find(Known, filter => filter.Id == id)?.Name ?? $"filter {id}";

    /// <summary>What to say where a filter is missing.</summary>
    public static string Missing(int id) => Array.Find(Known, filter => filter.Id == id) switch
    {
        { Package: "" } filter => $"the HDF5 filter {filter.Name} ({id}) is in no Debian package",
        { } filter => $"the HDF5 filter {filter.Name} ({id}) is missing: apt-get install {filter.Package}",
        null => $"the HDF5 filter {id} is missing",
    };
}
