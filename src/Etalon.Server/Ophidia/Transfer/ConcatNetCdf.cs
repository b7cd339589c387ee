using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_concatnc</c>, <c>oph_concatnc2</c>: a file is appended to a cube; the result is a new cube.</summary>
internal sealed class ConcatNetCdf(OphidiaFiles files, WorkerPool workers, OphidiaKeeper keeper) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var cube = await keeper.FindAsync(arguments["cube"], call.Visit, cancellation);
        var path = files.Sources(arguments, "src_path") is [var one] ? one : throw arguments.Bad("src_path", "names several files; append them one after the other");
        var seen = (await workers.CallAsync(
            WorkerKind.Interactive, ForeignFiles.Of(path), "inspect", new JsonObject { ["path"] = path }, cancellation: cancellation)).Result;
        var cubes = seen["cubes"]!.AsArray().Select(item => CubeInfoJson.FromJson(item!.AsObject())).ToArray();
        var variable = Array.Find(cubes, item => string.Equals(item.Name, cube.Cube.Measure, StringComparison.Ordinal))
            ?? throw Refusal.Unknown("measure", cube.Cube.Measure, cubes.Select(static item => item.Name));
        var opened = ImportTranslation.Open([path], variable.Name, "");
        var draft = ConcatTranslation.Draft(arguments, new CubeInput(cube.Cube, cube.Info), variable, opened, call.Visit.Row.Strict);

        // The file may change or go: what comes out of it is kept at once.
        var made = await keeper.MakeAsync(draft, [cube], call with { MayStayRecipe = false }, cancellation);
        return OphidiaAnswer.Cube(arguments.Operator, made.Pid.ToString());
    }
}
