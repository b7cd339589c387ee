using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Which dimensions number the rows, and which lie within the arrays.</summary>
internal static class CubeRoles
{
    /// <summary>The same dimensions with those named in another part; those of rows come first again, which moves no axis that is left.</summary>
    public static ImmutableArray<OphidiaDimension> Moved(OphidiaCube cube, IReadOnlyCollection<OphidiaDimension> moved, bool isImplicit)
    {
        var all = cube.Dimensions.Select(dimension => moved.Contains(dimension) ? dimension with { IsImplicit = isImplicit } : dimension).ToArray();
        return [.. all.Where(static dimension => !dimension.IsImplicit), .. all.Where(static dimension => dimension.IsImplicit)];
    }

    /// <summary>The fragmentation of a cube whose number of rows has changed: as many fragments as before, but not more than rows.</summary>
    public static OphidiaFragmentation Refragmented(OphidiaCube cube)
    {
        var (rows, before) = (cube.Rows, cube.Fragmentation);
        var fragments = Math.Min(before.Fragments, rows);
        var hosts = fragments % before.Hosts == 0 ? before.Hosts : 1;
        return new OphidiaFragmentation(hosts, fragments / hosts, (rows + fragments - 1) / fragments);
    }
}
