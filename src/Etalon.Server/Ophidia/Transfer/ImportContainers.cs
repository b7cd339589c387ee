using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Finds or makes the container of an imported cube.</summary>
internal sealed class ImportContainers(OphidiaContainers containers)
{
    /// <summary>The container that is named, or one that is called as the file; made with the cube's dimensions if it is not there.</summary>
    /// <exception cref="RefusalException">It is there and has other dimensions.</exception>
    public async Task<OphidiaContainerRow> ForAsync(OphidiaCall call, string path, OphidiaCube cube, CubeInfo info, CancellationToken cancellation)
    {
        var named = call.Arguments.Container() ?? Path.GetFileName(path.TrimEnd('/'));
        var found = await containers.FindAsync(named, call, cancellation);
        if (found.Id == 0)
        {
            var made = found with { Name = named.TrimEnd('/').Split('/')[^1], Vocabulary = call.Arguments.Text("vocabulary") ?? "", Dimensions = JsonSerializer.SerializeToElement(Dimensions(cube, info)) };
            return await containers.AddAsync(made, call, cancellation);
        }

        var known = Names(found.Dimensions);
        var strange = cube.Dimensions.FirstOrDefault(dimension => !known.Contains(dimension.Name, StringComparer.Ordinal));
        return known.Length == 0 || strange is null
            ? found
            : throw call.Arguments.Bad("container", $"names '{named}', which has the dimensions {string.Join(", ", known)}; the variable has '{strange.Name}'");
    }

    private static string[] Names(JsonElement dimensions) => dimensions.ValueKind == JsonValueKind.Array
        ? [.. dimensions.EnumerateArray().Select(static item => item.GetProperty("name").GetString()!)]
        : [];

    private static JsonArray Dimensions(OphidiaCube cube, CubeInfo info) => new([.. cube.Dimensions.Select(dimension =>
    {
        var item = new JsonObject { ["name"] = dimension.Name, ["type"] = dimension.Type, ["hierarchy"] = dimension.Hierarchy };
        if (info.Find(dimension.Name) is var at && at >= 0 && info.Axes[at] is { IsTime: true } axis)
        {
            var cut = axis.Unit.IndexOf(" since ", StringComparison.Ordinal);
            item["units"] = axis.Unit[..cut];
            item["baseTime"] = axis.Unit[(cut + 7)..];
            item["calendar"] = axis.Calendar;
        }

        return (JsonNode)item;
    })]);
}
