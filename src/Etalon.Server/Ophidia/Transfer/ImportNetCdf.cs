using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_importnc</c>, <c>oph_importnc2</c>, <c>oph_importncs</c>: a variable of one file or of several becomes a cube, in one run.</summary>
internal sealed class ImportNetCdf(OphidiaFiles files, CubeImport import, RecipeRun runs) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var paths = files.Sources(arguments, "src_path");
        var seen = await Task.WhenAll(paths.Select(path => import.LookAsync(path, cancellation)));
        var measure = arguments.Text("measure") ?? OnlyOne(arguments, seen[0], paths[0]);
        var variables = seen.Select((file, i) => Variable(file, measure, paths[i])).ToArray();
        var opened = ImportTranslation.Open(paths, measure, ImportOrderOf(variables));
        var variable = paths.Length == 1 ? variables[0] : await runs.PlanAsync(opened, CubeImport.Owner(call), cancellation);
        (variable, opened) = ImportTranslation.WithTime(arguments, variable, opened);
        var draft = ImportTranslation.Draft(arguments, variable, opened, call.Visit.Row.Strict);
        var made = await import.RunAsync(call, paths, seen[0], draft, variable, cancellation);
        return arguments.IsYes("check_compliance") ? made with { Objects = [.. made.Objects, .. Compliance(seen, variables, paths)] } : made;
    }

    /// <summary>The paper imports files without a word on what is in them.</summary>
    private static string OnlyOne(OphidiaArguments arguments, JsonObject file, string path)
    {
        var found = CubeImport.Cubes(file).Where(static cube => cube.Rank > 0).Select(static cube => cube.Name).ToArray();
        return found.Length == 1
            ? found[0]
            : throw arguments.Bad("measure", found.Length == 0 ? $"was not given, and '{path}' has no variable with dimensions" : $"was not given, and '{path}' has several: {Refusal.Names(found)}");
    }

    private static CubeInfo Variable(JsonObject file, string measure, string path)
    {
        var cubes = CubeImport.Cubes(file);
        var found = Array.Find(cubes, cube => string.Equals(cube.Name, measure, StringComparison.Ordinal));
        return found is null
            ? throw Refusal.Unknown("measure", measure, cubes.Select(static cube => cube.Name))
            : found.Rank > 0 ? found : throw new RefusalException("no-dimension", $"'{measure}' of '{path}' is a single number without dimensions.", "Only variables with at least one dimension become cubes.");
    }

    /// <summary>What in the files is not as CF wants it, with the files where it is not so in all of them.</summary>
    private static IEnumerable<OphidiaObject> Compliance(JsonObject[] seen, CubeInfo[] variables, string[] paths)
    {
        var remarks = seen.Zip(variables, paths).SelectMany(static file => CfRemarks.Of(file.Second, Conventions(file.First["attributes"]!["Conventions"]))
            .Select(remark => (File: Path.GetFileName(file.Third), Remark: remark))).GroupBy(static pair => pair.Remark, static pair => pair.File, StringComparer.Ordinal);
        return remarks.Select(same => OphidiaAnswer.Warning(same.Count() == paths.Length ? same.Key : $"{same.Key} ({string.Join(", ", same)})"));
    }

    private static string Conventions(JsonNode? value) =>
        value is null ? "" : CubeInfoJson.ReadAttribute(System.Text.Json.JsonSerializer.SerializeToElement(value)).ToString();

    /// <summary>Along which dimension several files go on: that of time, or the first that differs.</summary>
    private static string ImportOrderOf(CubeInfo[] variables)
    {
        var first = variables[0];
        var differing = first.Axes.Where(axis => variables.Any(variable => variable.Find(axis.Name) is var at && at >= 0 && !Equals(variable.Axes[at].Coordinates, axis.Coordinates))).ToArray();
        return (Array.Find(differing, static axis => axis.IsTime) ?? differing.FirstOrDefault() ?? first.Axes.FirstOrDefault(static axis => axis.IsTime) ?? first.Axes[0]).Name;
    }
}
