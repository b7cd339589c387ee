using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Cubes as the catalogue keeps them, from the worker's description.</summary>
internal static class CatalogCubes
{
    /// <summary>A cube's row.</summary>
    public static CatalogCube Of(JsonObject json)
    {
        var cube = CubeInfoJson.FromJson(json);
        return new CatalogCube(
            cube.Name, JsonSerializer.SerializeToElement(json), cube.Type, [.. cube.Axes.Select(axis => axis.Name)], cube.Shape, cube.Unit,
            cube.Bytes);
    }
}
