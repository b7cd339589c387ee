using System.Collections.Frozen;

namespace Etalon.Storage;

/// <summary>Attribute names that conventions give a meaning; as the caller's own attributes they go into the overlay.</summary>
internal static class ZarrReserved
{
    /// <summary>Of cubes: a reader would apply scaling or limits to samples that have been scaled already.</summary>
    public static readonly FrozenSet<string> Cube = FrozenSet.Create(
        StringComparer.Ordinal, ZarrAttributes.Own, "units", "_FillValue", "missing_value", "scale_factor", "add_offset", "valid_range",
        "valid_min", "valid_max", "_Unsigned", "_ARRAY_DIMENSIONS", "coordinates", "dtype");

    /// <summary>Of axes.</summary>
    public static readonly FrozenSet<string> Axis = FrozenSet.Create(
        StringComparer.Ordinal, ZarrAttributes.Own, "units", "calendar", "bounds", "_FillValue", "missing_value", "scale_factor",
        "add_offset", "_ARRAY_DIMENSIONS", "coordinates", "dtype");

    /// <summary>Of groups.</summary>
    public static readonly FrozenSet<string> Group = FrozenSet.Create(StringComparer.Ordinal, ZarrAttributes.Own, "coordinates");
}
