using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_cubeschema</c>.</summary>
internal sealed class ShowCubeSchema(CatalogDatabase catalog, OphidiaKeeper keeper) : IOphidiaOperator
{
    private static readonly ImmutableArray<(string Name, string Type)> Cube =
    [
        ("PID", "string"), ("CREATION DATE", "string"), ("MEASURE", "string"), ("MEASURE TYPE", "string"), ("LEVEL", "int"), ("NUMBER OF FRAGMENTS", "int"),
        ("SOURCE FILE", "string"),
    ];

    private static readonly ImmutableArray<(string Name, string Type)> More =
    [
        ("DESCRIPTION", "string"), ("HOST x CUBE", "int"), ("FRAGMENTS x DATABASE", "int"), ("ROWS x FRAGMENT", "int"), ("ELEMENTS x ROW", "long"),
        ("COMPRESSED", "string"), ("CUBE SIZE", "string"), ("UNIT", "string"), ("NUMBER OF ELEMENTS", "string"),
    ];

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cube = await keeper.FindAsync(call.Arguments["cube"], call.Visit, cancellation);
        switch (call.Arguments["action"])
        {
            case "clear":
                return await ClearAsync(cube, call, cancellation);
            case "add":
                throw new RefusalException(
                    "no-new-dimension", "oph_cubeschema: a dimension cannot be added to a cube that is there.",
                    "oph_mergecubes2 makes a cube with a further dimension of several cubes, also of one.");
            default:
                var level = call.Arguments.Whole("level");
                return new OphidiaAnswer([.. level == 1 ? [] : Description(cube), .. level == 0 ? [] : Values(cube, call)]);
        }
    }

    private static IEnumerable<OphidiaObject> Description(StoredCube stored)
    {
        var (cube, row) = (stored.Cube, stored.Row);
        var spread = cube.Fragmentation;
        var (size, unit) = ByteUnits.Fitting(row.Bytes);
        yield return new OphidiaGrid("cubeschema_cubeinfo", new OphidiaTable("Datacube Information", Cube,
        [
            [stored.Pid.ToString(), row.CreatedAt.Cell(), cube.Measure, cube.Type, ((long)cube.Level).Cell(), spread.Fragments.Cell(), cube.Source],
        ]));
        yield return new OphidiaGrid("cubeschema_morecubeinfo", new OphidiaTable("Datacube Additional Information", More,
        [
            [
                cube.Description, spread.Hosts.Cell(), spread.FragmentsPerHost.Cell(), spread.RowsPerFragment.Cell(), cube.RowLength.Cell(), "no", size, unit,
                (cube.Rows * cube.RowLength).Cell(),
            ],
        ]));
        yield return new OphidiaGrid("cubeschema_diminfo", DimensionTable.Of(cube));
    }

    private static IEnumerable<OphidiaObject> Values(StoredCube stored, OphidiaCall call)
    {
        var names = call.Filters("dim");
        var dimensions = stored.Cube.Dimensions.Where(static dimension => !dimension.IsReduced).ToArray();
        foreach (var name in names)
        {
            if (!Array.Exists(dimensions, dimension => string.Equals(dimension.Name, name, StringComparison.Ordinal)))
            {
                throw Refusal.Unknown("dimension", name, dimensions.Select(static dimension => dimension.Name));
            }
        }

        var tables = dimensions.Where(dimension => names.IsEmpty || names.Contains(dimension.Name, StringComparer.Ordinal)).Select(dimension => DimensionTable.Values(
            dimension, stored.Info.Axes[stored.Info.IndexOf(dimension.Name)], call.Arguments.IsYes("show_index"), call.Arguments.IsYes("show_time"), call.Arguments.IsYes("base64"))).ToImmutableArray();
        return tables.IsEmpty ? [] : [new OphidiaGrid("cubeschema_dimvalues", tables)];
    }

    private async Task<OphidiaAnswer> ClearAsync(StoredCube cube, OphidiaCall call, CancellationToken cancellation)
    {
        call.NeedsWrite();
        var left = cube.Cube.Dimensions.Where(static dimension => !dimension.IsReduced).ToImmutableArray();
        await new SetOphidiaDimensions(catalog.Source).RunAsync(
            cube.Row.Id, System.Text.Json.JsonSerializer.SerializeToElement(OphidiaDimensionsJson.ToJson(left)), cancellation);
        return OphidiaAnswer.Done;
    }
}
