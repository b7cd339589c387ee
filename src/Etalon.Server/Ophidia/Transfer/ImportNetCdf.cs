using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_importnc</c>, <c>oph_importnc2</c>, <c>oph_importncs</c>: a variable of one file or of several becomes a cube, in one run.</summary>
internal sealed class ImportNetCdf(
    OphidiaFiles files, WorkerPool workers, RecipeRun runs, ImportContainers containers, OphidiaKeeper keeper, OphidiaGrids grids, TimeProvider clock) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var paths = files.Sources(arguments, "src_path");
        var seen = await Task.WhenAll(paths.Select(path => LookAsync(path, cancellation)));
        var measure = arguments.Text("measure") ?? OnlyOne(arguments, seen[0], paths[0]);
        var variables = seen.Select((file, i) => Variable(file, measure, paths[i])).ToArray();
        var owner = new Viewer(call.Visit.Row.PersonId, [Viewer.Administrator]);
        var along = ImportOrderOf(variables);
        var opened = ImportTranslation.Open(paths, measure, along);
        var variable = paths.Length == 1 ? variables[0] : await runs.PlanAsync(opened, owner, cancellation);
        (variable, opened) = ImportTranslation.WithTime(arguments, variable, opened);
        var draft = ImportTranslation.Draft(arguments, variable, opened, call.Visit.Row.Strict) with { Source = string.Join('|', paths.Select(files.Shown)) };
        if (!arguments.IsYes("run"))
        {
            return Planned(call, draft);
        }

        var container = await containers.ForAsync(call, paths[0], draft, variable, cancellation);
        (draft, var grid) = await grids.PlaceAsync(draft, known: null, container.Id, call, owner, cancellation);
        try
        {
            return await MakeAsync(call, draft, container, seen[0], owner, cancellation);
        }
        catch
        {
            await grids.TakeBackAsync(container.Id, grid);
            throw;
        }
    }

    private async Task<OphidiaAnswer> MakeAsync(OphidiaCall call, OphidiaCube draft, OphidiaContainerRow container, JsonObject file, Viewer owner, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var (samples, info) = await runs.MakeAsync((CubeStep)draft.Recipe, $"{container.Name}/{draft.Measure}", owner, call.Report, cancellation);
        var metadata = arguments.IsYes("import_metadata") ? Metadata(file, info, call.Visit.User, arguments.Text("vocabulary") ?? "") : [];
        var cube = (draft with { Recipe = samples }).Settled(info);
        var made = await keeper.PutAsync(cube, info, container, owns: true, [], call, cancellation, OphidiaMetadata.Write(metadata));
        return OphidiaAnswer.Cube(arguments.Operator, made.Pid.ToString());
    }

    private static CubeInfo[] Variables(JsonObject file) => [.. file["cubes"]!.AsArray().Select(static cube => CubeInfoJson.FromJson(cube!.AsObject()))];

    /// <summary>The paper imports files without a word on what is in them.</summary>
    private static string OnlyOne(OphidiaArguments arguments, JsonObject file, string path)
    {
        var found = Variables(file).Where(static cube => cube.Rank > 0).Select(static cube => cube.Name).ToArray();
        return found.Length == 1
            ? found[0]
            : throw arguments.Bad("measure", found.Length == 0 ? $"was not given, and '{path}' has no variable with dimensions" : $"was not given, and '{path}' has several: {Refusal.Names(found)}");
    }

    private static CubeInfo Variable(JsonObject file, string measure, string path)
    {
        var cubes = Variables(file);
        var found = Array.Find(cubes, cube => string.Equals(cube.Name, measure, StringComparison.Ordinal));
        return found is null
            ? throw Refusal.Unknown("measure", measure, cubes.Select(static cube => cube.Name))
            : found.Rank > 0 ? found : throw new RefusalException("no-dimension", $"'{measure}' of '{path}' is a single number without dimensions.", "Only variables with at least one dimension become cubes.");
    }

    /// <summary>Along which dimension several files go on: that of time, or the first that differs.</summary>
    private static string ImportOrderOf(CubeInfo[] variables)
    {
        var first = variables[0];
        var differing = first.Axes.Where(axis => variables.Any(variable => variable.Find(axis.Name) is var at && at >= 0 && !Equals(variable.Axes[at].Coordinates, axis.Coordinates))).ToArray();
        return (Array.Find(differing, static axis => axis.IsTime) ?? differing.FirstOrDefault() ?? first.Axes.FirstOrDefault(static axis => axis.IsTime) ?? first.Axes[0]).Name;
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

    private async Task<JsonObject> LookAsync(string path, CancellationToken cancellation) => (await workers.CallAsync(
        WorkerKind.Interactive, ForeignFiles.Of(path), "inspect", new JsonObject { ["path"] = path }, cancellation: cancellation)).Result;

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
