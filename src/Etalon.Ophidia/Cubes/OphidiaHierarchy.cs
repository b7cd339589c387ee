using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Levels to which values of a dimension can be raised.</summary>
/// <param name="Name">As arguments write it.</param>
/// <param name="Levels">The highest first.</param>
public sealed record OphidiaHierarchy(string Name, ImmutableArray<OphidiaHierarchyLevel> Levels)
{
    /// <summary>Values as they are, or all of them.</summary>
    public static OphidiaHierarchy Plain { get; } = new("oph_base", [new("ALL", "A", "c", 0), new("cell", "c", "", 1)]);

    /// <summary>Moments.</summary>
    public static OphidiaHierarchy Time { get; } = new(
        "oph_time",
        [
            new("ALL", "A", "yw", 0), new("year", "y", "q", 4), new("quarter", "q", "M", 3), new("month", "M", "d", 30), new("week", "w", "d", 7),
            new("day", "d", "6", 4), new("6_hour", "6", "3", 2), new("3_hour", "3", "h", 3), new("hour", "h", "Q", 4), new("quarter_hour", "Q", "v", 3),
            new("5_minute", "v", "m", 5), new("minute", "m", "s", 60), new("second", "s", "", 1),
        ]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<OphidiaHierarchy> All { get; } = [Plain, Time];

    /// <summary>What of the members of a level a higher one can be.</summary>
    public static ImmutableArray<string> Operations { get; } =
    [
        "count", "max", "avg", "min", "sum", "std", "var", "cmoment", "acmoment", "rmoment", "armoment", "quantile", "arg_max", "arg_min",
    ];

    /// <summary>What a dimension's level is called in full; the letter itself where the hierarchy does not know it.</summary>
    public static string LevelName(OphidiaDimension dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        if (dimension.IsReduced)
        {
            return "ALL";
        }

        var levels = All.FirstOrDefault(hierarchy => string.Equals(hierarchy.Name, dimension.Hierarchy, StringComparison.Ordinal))?.Levels ?? [];
        return levels.FirstOrDefault(level => string.Equals(level.Letter, dimension.ConceptLevel, StringComparison.Ordinal))?.Name ?? dimension.ConceptLevel;
    }
}
