using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Puts cubes on the grids that their tasks name, and keeps grids in containers.</summary>
internal sealed class OphidiaGrids(CatalogDatabase catalog, RecipeRun runs, TimeProvider clock)
{
    private ArrangeOphidiaGrids Grids => new(catalog.Source, clock);

    /// <summary>
    /// The draft with the values of the grid named by the task's <c>grid</c>. A grid that the container does not have is made of the cube's values, before its samples
    /// are: of several tasks that name it at once, one decides.
    /// </summary>
    /// <param name="draft">The cube.</param>
    /// <param name="known">Its axes; null where they follow from its recipe only.</param>
    /// <param name="container">Where it goes, and where the grid is.</param>
    /// <param name="call">The task.</param>
    /// <param name="owner">Whose the samples will be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The draft, and the grid that was made for it, or null.</returns>
    public async Task<(OphidiaCube Draft, string? Made)> PlaceAsync(
        OphidiaCube draft, CubeInfo? known, long container, OphidiaCall call, Viewer owner, CancellationToken cancellation)
    {
        if (!call.Arguments.Knows("grid") || call.Arguments.Text("grid") is not { } name)
        {
            return (draft, null);
        }

        if (name.Length > 255)
        {
            throw call.Arguments.Bad("grid", "is longer than 255 characters");
        }

        var info = known ?? await runs.PlanAsync((CubeStep)draft.Recipe, owner, cancellation);
        var own = CoordinateGrid.Of(name, draft.Settled(info), info);
        var kept = await Grids.PutAsync(container, new OphidiaGridRow(name, JsonSerializer.SerializeToElement(own.ToJson())), cancellation);
        var recipe = kept.IsNew ? draft.Recipe : Read(kept).Place(call.Arguments, draft.Recipe, info, call.Visit.Row.Strict);
        return (draft with { Recipe = recipe, Dimensions = [.. draft.Dimensions.Select(dimension => info.Find(dimension.Name) < 0 ? dimension : dimension with { Grid = name })] }, kept.IsNew ? name : null);
    }

    /// <summary>Forgets a grid whose first cube was not made after all.</summary>
    public Task TakeBackAsync(long container, string? made) => made is null ? Task.CompletedTask : Grids.RemoveAsync(container, made);

    /// <summary>The names of a container's grids.</summary>
    public async Task<string[]> NamesAsync(long container, CancellationToken cancellation) =>
        [.. (await Grids.ListAsync(container, cancellation)).Select(static grid => grid.Name)];

    /// <summary>The grid of a name.</summary>
    /// <exception cref="RefusalException">There is none.</exception>
    public async Task<CoordinateGrid> FindAsync(long container, string name, CancellationToken cancellation) =>
        await Grids.FindAsync(container, name, cancellation) is { } found ? Read(found) : throw Refusal.Unknown("grid", name, await NamesAsync(container, cancellation));

    private static CoordinateGrid Read(OphidiaGridRow row) => CoordinateGrid.FromJson(row.Name, JsonNode.Parse(row.Dimensions.GetRawText())!.AsArray());
}
