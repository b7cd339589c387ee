using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary><c>oph_containerschema</c>.</summary>
internal sealed class ShowContainer(CatalogDatabase catalog, TimeProvider clock) : IOphidiaOperator
{
    private static readonly ImmutableArray<string> Columns =
    [
        "NAME", "TYPE", "HIERARCHY", "BASE TIME", "CALENDAR", "UNITS", "LEAP MONTH", "LEAP YEAR", "MONTH LENGTHS",
    ];

    private static readonly ImmutableArray<string> Members =
    [
        "name", "type", "hierarchy", "baseTime", "calendar", "units", "leapMonth", "leapYear", "monthLengths",
    ];

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var container = await new ArrangeOphidiaContainers(catalog.Source, clock).ContainerAsync(call, call.Arguments["container"], cancellation);
        var dimensions = container.Dimensions.ValueKind == JsonValueKind.Array ? container.Dimensions.EnumerateArray().ToArray() : [];
        return new OphidiaAnswer(
        [
            CatalogueCalls.Grid(
                "containerschema_info", "Container Information", ["NAME", "DESCRIPTION", "VOCABULARY"], [[container.Name, container.Description, container.Vocabulary]]),
            CatalogueCalls.Grid(
                "containerschema_diminfo", "Dimension Information", Columns, dimensions.Select(static dimension => (IReadOnlyList<string>)[.. Members.Select(member => Cell(dimension, member))])),
        ]);
    }

    /// <summary>A member as text; empty where there is none.</summary>
    public static string Cell(JsonElement dimension, string member) => dimension.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
}
