using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_cubeio</c>: where a cube came from and what came of it, as a table and as a graph.</summary>
internal sealed class ShowProvenance(CatalogDatabase catalog, OphidiaKeeper keeper) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var cube = await keeper.FindAsync(call.Arguments["cube"], call.Visit, cancellation);
        var branch = call.Arguments["branch"];
        var steps = await new TraceOphidiaCube(catalog.Source).RunAsync(cube.Row.Id, parents: branch is not "children", children: branch is not "parent", cancellation);
        var places = steps.Select(static (step, place) => (step.Id, place)).ToDictionary(static pair => pair.Id, static pair => pair.place);
        var links = steps.SelectMany(step => step.Parents.Where(places.ContainsKey).Select(parent => (places[parent], places[step.Id], step.Operator)));
        var rows = steps.Select(step => (IReadOnlyList<string>)[Inputs(call, step), Operation(step), call.Pid(step.ContainerId, step.Id), step.Source]);
        return new OphidiaAnswer(
        [
            CatalogueCalls.Grid("cubeio", "Cube Provenance", ["INPUT CUBE", "OPERATION", "OUTPUT CUBE", "SOURCE"], rows),
            new OphidiaGraph(
                "cubeio_graph", "Cube Provenance Graph", ["PID", "SOURCE"],
                [.. steps.Select(step => ImmutableArray.Create(call.Pid(step.ContainerId, step.Id), step.Source))], [.. links]),
        ]);
    }

    /// <summary>The cubes that went in, as the original joins them.</summary>
    public static string Inputs(OphidiaCall call, OphidiaCubeStep step) =>
        string.Join(" - ", step.Parents.Zip(step.ParentContainers, (cube, container) => call.Pid(container, cube)));

    private static string Operation(OphidiaCubeStep step) => step.Parents.Count == 0 ? "ROOT" : step.Operator;
}
