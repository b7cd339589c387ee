using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_showgrid</c>.</summary>
internal sealed class ShowGrids(CatalogDatabase catalog, TimeProvider clock) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var container = await new ArrangeOphidiaContainers(catalog.Source, clock).ContainerAsync(call, call.Arguments["container"], cancellation);
        var grids = Items(container.Grids);
        if (call.Filter("grid") is not { } name)
        {
            return new OphidiaAnswer(
            [
                CatalogueCalls.Grid("showgrid_list", "Grid List", ["GRID NAME"], grids.Select(static grid => (IReadOnlyList<string>)[ShowContainer.Cell(grid, "name")])),
                new OphidiaText("showgrid_tip", "Help Message", "Name a grid with 'grid' to see its dimensions and their values."),
            ]);
        }

        var found = grids.Where(grid => string.Equals(ShowContainer.Cell(grid, "name"), name, StringComparison.Ordinal)).ToArray();
        if (found.Length == 0)
        {
            throw Refusal.Unknown("grid", name, grids.Select(static grid => ShowContainer.Cell(grid, "name")));
        }

        var wanted = call.Filters("dim");
        var dimensions = Items(found[0].GetProperty("dimensions"))
            .Select(dimension => Read(dimension, container.Dimensions)).Where(pair => wanted.IsEmpty || wanted.Contains(pair.Dimension.Name, StringComparer.Ordinal)).ToArray();
        var rows = dimensions.Select(static pair => (IReadOnlyList<string>)
        [
            pair.Dimension.Name, pair.Dimension.Type, pair.Dimension.Size.Cell(), pair.Dimension.Hierarchy, OphidiaHierarchy.LevelName(pair.Dimension),
        ]);
        var values = dimensions.Select(pair => DimensionTable.Values(pair.Dimension, pair.Axis, call.Arguments.IsYes("show_index"), showTime: false, base64: false)).ToImmutableArray();
        var info = CatalogueCalls.Grid("showgrid_diminfo", "Dimension Information", ["NAME", "TYPE", "SIZE", "HIERARCHY", "CONCEPT LEVEL"], rows);
        return new OphidiaAnswer(values.IsEmpty ? [info] : [info, new OphidiaGrid("showgrid_dimvalues", values)]);
    }

    private static JsonElement[] Items(JsonElement list) => list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static (OphidiaDimension Dimension, Axis Axis) Read(JsonElement grid, JsonElement container)
    {
        var name = ShowContainer.Cell(grid, "name");
        var values = Items(grid.GetProperty("values")).Select(static value => value.GetDouble()).ToArray();
        var known = Items(container).FirstOrDefault(dimension => string.Equals(ShowContainer.Cell(dimension, "name"), name, StringComparison.Ordinal));
        var level = ShowContainer.Cell(grid, "conceptLevel");
        var dimension = new OphidiaDimension(name, ShowContainer.Cell(grid, "type"), values.Length, IsImplicit: false)
        {
            Hierarchy = known.ValueKind == JsonValueKind.Object && ShowContainer.Cell(known, "hierarchy") is { Length: > 0 } hierarchy ? hierarchy : "oph_base",
            ConceptLevel = level.Length > 0 ? level : "c",
        };
        return (dimension, new Axis(name, values.Length) { Coordinates = AxisCoordinates.From(values) });
    }
}
