using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_showgrid</c>.</summary>
internal sealed class ShowGrids(CatalogDatabase catalog, OphidiaGrids grids, TimeProvider clock) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var container = await new ArrangeOphidiaContainers(catalog.Source, clock).ContainerAsync(call, call.Arguments["container"], cancellation);
        if (call.Filter("grid") is not { } name)
        {
            var names = await grids.NamesAsync(container.Id, cancellation);
            return new OphidiaAnswer(
            [
                CatalogueCalls.Grid("showgrid_list", "Grid List", ["GRID NAME"], names.Select(static grid => (IReadOnlyList<string>)[grid])),
                new OphidiaText("showgrid_tip", "Help Message", "Name a grid with 'grid' to see its dimensions and their values."),
            ]);
        }

        var wanted = call.Filters("dim");
        var dimensions = (await grids.FindAsync(container.Id, name, cancellation)).Dimensions
            .Where(dimension => wanted.IsEmpty || wanted.Contains(dimension.Name, StringComparer.Ordinal)).ToArray();
        var rows = dimensions.Select(static dimension => (IReadOnlyList<string>)
        [
            dimension.Name, dimension.Type, dimension.Size.Cell(), dimension.Hierarchy, OphidiaHierarchy.LevelName(dimension.Dimension),
        ]);
        var values = dimensions
            .Select(dimension => DimensionTable.Values(dimension.Dimension, dimension.Axis, call.Arguments.IsYes("show_index"), showTime: false, base64: false)).ToImmutableArray();
        var info = CatalogueCalls.Grid("showgrid_diminfo", "Dimension Information", ["NAME", "TYPE", "SIZE", "HIERARCHY", "CONCEPT LEVEL"], rows);
        return new OphidiaAnswer(values.IsEmpty ? [info] : [info, new OphidiaGrid("showgrid_dimvalues", values)]);
    }
}
