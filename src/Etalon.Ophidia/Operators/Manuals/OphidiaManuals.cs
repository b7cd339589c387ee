using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>The manuals of all operators.</summary>
public static class OphidiaManuals
{
    /// <summary>What becomes of arguments on how much works at a time, for all operators.</summary>
    public const string Parallelism =
        "How many cores and threads work Etalon chooses itself, by what there is to do: ncores, nthreads, host_partition and schedule are accepted and change no result.";

    /// <summary>All, by name.</summary>
    public static ImmutableArray<OphidiaManual> All { get; } =
    [
        .. new IEnumerable<OphidiaManual>[] { CatalogueManuals.All, CubeManuals.All, TransferManuals.All, FlowManuals.All, ManagementManuals.All }
            .SelectMany(static manuals => manuals).OrderBy(static manual => manual.Name, StringComparer.Ordinal),
    ];

    /// <summary>The manual of a name, in any case, with or without <c>oph_</c>; null for none.</summary>
    public static OphidiaManual? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(manual => manual.Aliases.Prepend(manual.Name).Any(
            known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase) || string.Equals(known, "oph_" + name, StringComparison.OrdinalIgnoreCase)));
    }
}
