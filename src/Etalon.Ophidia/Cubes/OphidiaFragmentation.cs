namespace Etalon.Ophidia;

/// <summary>How a cube would be spread over hosts. It is remembered and reported; no result depends on it.</summary>
/// <param name="Hosts">Number of hosts.</param>
/// <param name="FragmentsPerHost">Fragments on each of them.</param>
/// <param name="RowsPerFragment">Rows in each fragment but perhaps the last.</param>
public sealed record OphidiaFragmentation(long Hosts, long FragmentsPerHost, long RowsPerFragment)
{
    /// <summary>All fragments.</summary>
    public long Fragments => Hosts * FragmentsPerHost;
}
