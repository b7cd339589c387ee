using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Opens virtual datasets.</summary>
internal static class VirtualOpening
{
    /// <summary>Opens a virtual dataset whose sources all lie in the folder tree.</summary>
    public static StoredArray Open(Hdf5Source source, Hdf5Dataset dataset, SampleType type, int depth) =>
        throw new RefusalException("virtual-dataset", $"'{dataset.Path}' is virtual.", "", RefusalKind.Unsupported);
}
