using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What all imports share, whatever the file: looking into it, the plan, the run, the container, the metadata.</summary>
internal sealed class CubeImport(
    OphidiaFiles files, WorkerPool workers, RecipeRun runs, ImportContainers containers, OphidiaKeeper keeper, OphidiaGrids grids, TimeProvider clock)
{
    /// <summary>What is in a file: its format, cubes, attributes.</summary>
    public async Task<JsonObject> LookAsync(string path, CancellationToken cancellation) => (await workers.CallAsync(
        WorkerKind.Interactive, ForeignFiles.Of(path), "inspect", new JsonObject { ["path"] = path }, cancellation: cancellation)).Result;

    /// <summary>The cubes that were found in a file.</summary>
    public static CubeInfo[] Cubes(JsonObject file) => [.. file["cubes"]!.AsArray().Select(static cube => CubeInfoJson.FromJson(cube!.AsObject()))];

    /// <summary>Who owns what an import makes.</summary>
    public static Viewer Owner(OphidiaCall call) => new(call.Visit.Row.PersonId, [Viewer.Administrator]);

    /// <summary>Makes the cube, or says what would be made.</summary>
    /// <param name="call">The task.</param>
    /// <param name="paths">The files; the container is called as the first where none is named.</param>
    /// <param name="seen">What was found in the first.</param>
    /// <param name="draft">The cube to make.</param>
    /// <param name="variable">What its recipe opens.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, string[] paths, JsonObject seen, OphidiaCube draft, CubeInfo variable, CancellationToken cancellation)
    {
        draft = draft with { Source = string.Join('|', paths.Select(files.Shown)) };
        if (!call.Arguments.IsYes("run"))
        {
            return Planned(call, draft);
        }

        var container = await containers.ForAsync(call, paths[0], draft, variable, cancellation);
        (draft, var grid) = await grids.PlaceAsync(draft, known: null, container.Id, call, Owner(call), cancellation);
        try
        {
            return await MakeAsync(call, draft, container, seen, cancellation);
        }
        catch
        {
            await grids.TakeBackAsync(container.Id, grid);
            throw;
        }
    }

    private async Task<OphidiaAnswer> MakeAsync(OphidiaCall call, OphidiaCube draft, OphidiaContainerRow container, JsonObject seen, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var (samples, info) = await runs.MakeAsync((CubeStep)draft.Recipe, $"{container.Name}/{draft.Measure}", Owner(call), call.Report, cancellation);
        var metadata = arguments.IsYes("import_metadata") ? Metadata(seen, info, call.Visit.User, arguments.Text("vocabulary") ?? "") : [];
        var cube = (draft with { Recipe = samples }).Settled(info);
        var made = await keeper.PutAsync(cube, info, container, owns: true, [], call, cancellation, OphidiaMetadata.Write(metadata));
        return OphidiaAnswer.Cube(arguments.Operator, made.Pid.ToString());
    }

    private static OphidiaAnswer Planned(OphidiaCall call, OphidiaCube draft)
    {
        var parts = draft.Fragmentation;
        string[] row = [Text(parts.Hosts), Text(parts.FragmentsPerHost), Text(parts.RowsPerFragment), Text(draft.RowLength)];
        return new OphidiaAnswer(
        [
            new OphidiaGrid(
                call.Arguments.Operator["oph_".Length..],
                new OphidiaTable("Fragmentation", [("HOSTS", "long"), ("FRAGMENTS x HOST", "long"), ("ROWS x FRAGMENT", "long"), ("ELEMENTS x ROW", "long")], [row])),
        ]);
    }

    private static string Type(AttributeValue value) => value.Text is null && value.Numbers.Length == 1 ? OphidiaTypes.Name(value.Type) : "text";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the file says of the variable, of its dimensions and of itself.</summary>
    private ImmutableArray<OphidiaMetadatum> Metadata(JsonObject file, CubeInfo info, string user, string vocabulary)
    {
        var now = clock.GetUtcNow();
        var items = ImmutableArray.CreateBuilder<OphidiaMetadatum>();
        void Add(string variable, string key, string type, string value) => items.Add(
            new OphidiaMetadatum(items.Count + 1, variable, key, type, value) { Modified = now, User = user, Vocabulary = vocabulary });
        void AddAll(string variable, AttributeSet attributes)
        {
            foreach (var (key, value) in attributes)
            {
                Add(variable, key, Type(value), value.ToString());
            }
        }

        if (info.Unit.Length > 0)
        {
            Add(info.Name, "units", "text", info.Unit);
        }

        if (info.Missing is { } missing)
        {
            Add(info.Name, "_FillValue", OphidiaTypes.Name(info.Type), missing.ToString(CultureInfo.InvariantCulture));
        }

        AddAll(info.Name, info.Attributes);
        foreach (var axis in info.Axes)
        {
            if (axis.Unit.Length > 0)
            {
                Add(axis.Name, "units", "text", axis.Unit);
            }

            if (axis.Calendar.Length > 0)
            {
                Add(axis.Name, "calendar", "text", axis.Calendar);
            }

            AddAll(axis.Name, axis.Attributes);
        }

        foreach (var (key, value) in file["attributes"]!.AsObject())
        {
            var attribute = CubeInfoJson.ReadAttribute(System.Text.Json.JsonSerializer.SerializeToElement(value));
            Add("", key, Type(attribute), attribute.ToString());
        }

        return items.ToImmutable();
    }
}
