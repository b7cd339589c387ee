using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>What was found of tomography scans in an HDF5 file.</summary>
/// <param name="Cubes">The cubes of the scans; none where the file only claims to hold one.</param>
/// <param name="ShownBy">Paths of the datasets that these cubes are made of.</param>
/// <param name="Remarks">What a user should know.</param>
internal sealed record ScanFinding(ImmutableArray<ScanCube> Cubes, ImmutableHashSet<string> ShownBy, ImmutableArray<string> Remarks)
{
    /// <summary>Looks for the conventions that are known; null where the file follows none of them.</summary>
    public static ScanFinding? In(Hdf5Listing listing)
    {
        var fields = new Hdf5Fields(listing);
        return NxTomoScans.In(fields) ?? DataExchangeScan.In(fields);
    }
}
