using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The tables that show dimensions.</summary>
internal static class DimensionTable
{
    /// <summary>The type of columns that hold values of a type: clients unpack bytes by it.</summary>
    private static readonly ImmutableArray<string> Known = ["byte", "short", "int", "long", "float", "double"];

    private static readonly ImmutableArray<(string Name, string Type)> Columns =
    [
        ("NAME", "string"), ("TYPE", "string"), ("SIZE", "string"), ("HIERARCHY", "string"), ("CONCEPT LEVEL", "string"), ("ARRAY", "string"), ("LEVEL", "int"),
        ("LATTICE NAME", "string"),
    ];

    /// <summary>What the dimensions of a cube are.</summary>
    public static OphidiaTable Of(OphidiaCube cube) => new("Dimension Information", Columns, Rows(cube));

    /// <summary>All values of a dimension.</summary>
    public static OphidiaTable Values(OphidiaDimension dimension, Axis axis, bool showIndex, bool showTime, bool base64)
    {
        var values = new OphidiaValues(dimension, axis, showTime, base64);
        var value = ("VALUE", Known.Contains(values.Type, StringComparer.Ordinal) ? values.Type : "string");
        return new OphidiaTable(
            dimension.Name, showIndex ? [("INDEX", "long"), value] : [value],
            Enumerable.Range(0, checked((int)axis.Length)).Select(i => (IReadOnlyList<string>)(showIndex ? [(i + 1L).Cell(), values[i]] : [values[i]])));
    }

    /// <summary>Places count apart for rows and arrays, from 1; a dimension that was reduced away has none.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(OphidiaCube cube)
    {
        var (rows, arrays) = (0L, 0L);
        foreach (var dimension in cube.Dimensions)
        {
            var isImplicit = dimension.IsImplicit ? "yes" : "no";
            if (dimension.IsReduced)
            {
                yield return [dimension.Name, "long", "ALL", dimension.Hierarchy, "ALL", isImplicit, "0", "-"];
                continue;
            }

            var place = dimension.IsImplicit ? ++arrays : ++rows;
            yield return
            [
                dimension.Name, dimension.Type, dimension.Size.Cell(), dimension.Hierarchy, OphidiaHierarchy.LevelName(dimension), isImplicit, place.Cell(),
                dimension.Grid.Length > 0 ? dimension.Grid : "-",
            ];
        }
    }
}
