using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Which argument stands where in a nested call, and which ones take cubes.</summary>
internal static class NestedPlaces
{
    private static readonly ImmutableArray<string> CubeKeys = ["cube", "cube2", "cubes"];

    private static readonly ImmutableHashSet<string> Elsewhere = ["cwd", "cdd", .. CubeKeys];

    /// <summary>The arguments of an operator that take cubes, in their order; <c>cubes</c> takes any number.</summary>
    public static ImmutableArray<string> Cubes(OphidiaManual manual) =>
        [.. CubeKeys.Where(key => manual.Argument(key) is not null && (key is not "cubes" || manual.Argument("cube") is null))];

    /// <summary>The argument's own name where it takes cubes, whatever it is called; null for all others.</summary>
    public static string? CubeKey(OphidiaManual manual, string key) =>
        Array.Find([.. CubeKeys], name => manual.Argument(name) is { } argument
            && (string.Equals(name, key, StringComparison.Ordinal) || argument.Aliases.Contains(key, StringComparer.Ordinal)));

    /// <summary>All arguments by their places: cubes first, then what must be given, then all others.</summary>
    public static ImmutableArray<string> Of(OphidiaManual manual)
    {
        // The order in which the paper writes them, where manuals have another.
        ImmutableArray<string> first = manual.Name switch
        {
            "oph_apply" => ["cube", "query"],
            "oph_publish" => ["cube", "output_path"],
            _ when manual.Argument("src_path") is not null => ["src_path", "measure", "container"],
            _ => Cubes(manual),
        };
        var others = manual.Arguments.Where(argument => !Elsewhere.Contains(argument.Name)).OrderBy(static argument => argument.Default is null ? 0 : 1).Select(static argument => argument.Name);
        return [.. first.Concat(others).Distinct(StringComparer.Ordinal)];
    }
}
