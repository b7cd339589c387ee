using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>A cube that the catalogue keeps.</summary>
/// <param name="Pid">Its name.</param>
/// <param name="Cube">As Ophidia sees it.</param>
/// <param name="Info">Its axes, coordinates and attributes.</param>
/// <param name="Row">Everything else that is known of it.</param>
internal sealed record StoredCube(OphidiaPid Pid, OphidiaCube Cube, CubeInfo Info, OphidiaCubeRow Row)
{
    /// <summary>Where the samples are; null while nobody has asked for them.</summary>
    public KeptCube? Samples => Cube.Recipe as KeptCube;

    /// <summary>Reads what the catalogue has.</summary>
    public static StoredCube Of(OphidiaCubeRow row, string server)
    {
        var recipe = RecipeJson.FromJson(JsonNode.Parse(row.Recipe.GetRawText())!.AsArray());
        var dimensions = OphidiaDimensionsJson.FromJson(JsonNode.Parse(row.Dimensions.GetRawText())!.AsArray());
        var cube = new OphidiaCube(row.Measure, row.MeasureType, dimensions, recipe)
        {
            Level = row.Level,
            Source = row.Source,
            Description = row.Description,
            Fragmentation = new OphidiaFragmentation(row.Hosts, row.Fragments, row.FragmentRows),
        };
        return new StoredCube(new OphidiaPid(server, row.ContainerId, row.Id), cube, CubeInfoJson.Read(row.Info), row);
    }

    /// <summary>What the catalogue is to have of a new cube.</summary>
    public static OphidiaCubeRow RowOf(OphidiaCube cube, CubeInfo info, long container, string called) => new(
        0, container, called, cube.Measure, cube.Type, Element(OphidiaDimensionsJson.ToJson(cube.Dimensions)), Element(RecipeJson.ToJson(cube.Recipe)), InfoOf(info))
    {
        Level = cube.Level,
        Source = cube.Source,
        Description = cube.Description,
        Hosts = cube.Fragmentation.Hosts,
        Fragments = cube.Fragmentation.FragmentsPerHost,
        FragmentRows = cube.Fragmentation.RowsPerFragment,
        Bytes = info.Bytes,
        DatasetId = cube.Recipe is KeptCube kept ? Guid.Parse(kept.Dataset) : null,
    };

    /// <summary>A recipe as the catalogue keeps it.</summary>
    public static JsonElement RecipeOf(CubeRecipe recipe) => Element(RecipeJson.ToJson(recipe));

    /// <summary>Axes, coordinates and attributes as the catalogue keeps them.</summary>
    public static JsonElement InfoOf(CubeInfo info)
    {
        using var document = JsonDocument.Parse(CubeInfoJson.ToText(info));
        return document.RootElement.Clone();
    }

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
