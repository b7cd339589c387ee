using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_script</c>, <c>oph_generic</c> and <c>oph_cdo</c>: a run of a program that a worker shuts in.</summary>
/// <param name="served">The files it may be given.</param>
/// <param name="places">Where its output may go.</param>
/// <param name="keeper">Finds the cubes it is given.</param>
/// <param name="runs">Runs it.</param>
/// <param name="home">Where registered scripts are, and what programs say meanwhile.</param>
/// <param name="program">The program; empty for the one that the user names, which for scripts is a registered one.</param>
internal sealed class RunProgram(
    OphidiaFiles served, OutputPlaces places, OphidiaKeeper keeper, AwaitedRun runs, EtalonHome home, string program) : IOphidiaOperator
{
    /// <summary>Stands for a registered script.</summary>
    public const string Script = "script";

    private const int MostShown = 1 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Preparing = TimeSpan.FromMinutes(5);

    private bool IsScript => string.Equals(program, Script, StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        if (IsScript && (arguments.IsYes("list") || arguments["script"] is ":"))
        {
            return List();
        }

        var line = await LineAsync(call, cancellation);
        var target = IsScript ? null : Target(call);
        if (target is { } wanted)
        {
            wanted.Check(arguments.IsYes("force"));
            line = arguments["skip_output"] is "yes" ? line : line with { Arguments = [.. line.Arguments, "{made}"] };
        }

        var words = Directory.CreateDirectory(Path.Combine(home.Staging, $"program-{Guid.NewGuid():N}")).FullName;
        var (printed, complaints) = (Path.Combine(words, "printed"), Path.Combine(words, "complaints"));
        try
        {
            await runs.RunAsync(
                Order(line, target, printed, complaints), new Viewer(call.Visit.Row.PersonId, [Viewer.Administrator]), call.Report, cancellation);
            return Answer(Head(printed), Head(complaints), target);
        }
        finally
        {
            Append(call, "stdout", Head(printed));
            Append(call, "stderr", Head(complaints));
            StagingFolder.Remove(words);
        }
    }

    private static RunOrder Order(ProgramLine line, OutputPlace? target, string printed, string complaints) => new()
    {
        Operator = "program",
        Inputs = line.Cubes.Length == 0 ? [] : new JsonObject { ["cubes"] = Texts(line.Cubes) },
        Set = new JsonObject
        {
            ["program"] = line.Program,
            ["arguments"] = Texts(line.Arguments),
            ["reads"] = Texts(line.Reads),
            ["made"] = target?.Path ?? "",
            ["printedTo"] = printed,
            ["complaintsTo"] = complaints,
            ["seconds"] = Longest.TotalSeconds,
        },
        Cache = false,
        Class = "interactive",
        LimitSeconds = (int)(Longest + Preparing).TotalSeconds,
        IsOfServer = true,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(static text => (JsonNode)text)]);

    /// <summary>What a program has said, or the beginning of it; nothing if it was not begun.</summary>
    private static string Head(string file)
    {
        if (!File.Exists(file))
        {
            return "";
        }

        using var stream = File.OpenRead(file);
        var bytes = new byte[Math.Min(stream.Length, MostShown)];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes) + (stream.Length > MostShown ? "…" : "");
    }

    private static OphidiaAnswer Answer(string output, string errors, OutputPlace? target)
    {
        var objects = new List<OphidiaObject> { new OphidiaText("script", "Output", output.TrimEnd('\n')) };
        if (errors.Length > 0)
        {
            objects.Add(new OphidiaText("script", "Error", errors.TrimEnd('\n')));
        }

        if (target is not null)
        {
            objects.Add(new OphidiaText("script_url", "Output File", target.Path));
        }

        objects.Add(new OphidiaText("script_returncode", "Return Code", "0"));
        var results = target is null ? OphidiaAnswer.Done.Results : OphidiaAnswer.Done.Results.Add("file", target.Path).Add("link", target.Path);
        return new OphidiaAnswer([.. objects]) { Results = results };
    }

    private OphidiaAnswer List()
    {
        var rows = Directory.Exists(home.Scripts)
            ? Directory.EnumerateFiles(home.Scripts).Select(static path => Path.GetFileName(path)).Where(static name => !name.StartsWith('.')).Order(StringComparer.Ordinal).Select(static name => (IReadOnlyList<string>)[name])
            : [];
        return new OphidiaAnswer([new OphidiaGrid("script_list", new OphidiaTable("Scripts", [("SCRIPT", "string")], rows))]);
    }

    private async Task<ProgramLine> LineAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var given = Words(arguments["args"], arguments.IsYes("space"));
        if (IsScript)
        {
            var script = ScriptOf(arguments["script"]);
            return new ProgramLine(script, given, [script], []);
        }

        var (inputs, files, cubes) = await InputsAsync(call, cancellation);
        var command = Words(arguments["command"], arguments.IsYes("space"));
        return program.Length > 0
            ? new ProgramLine(program, [.. given, .. command, .. inputs], files, cubes)
            : command is [var name, .. var rest] && !name.Contains('/', StringComparison.Ordinal)
                ? new ProgramLine(name, [.. rest, .. given, .. inputs], files, cubes)
                : throw arguments.Bad("command", $"is '{arguments["command"]}'; it begins with the name of a program of the system, without folders");
    }

    private string ScriptOf(string script)
    {
        var path = Path.Combine(home.Scripts, script);
        return string.Equals(Path.GetFileName(path), script, StringComparison.Ordinal) && !script.StartsWith('.') && File.Exists(path)
            ? path
            : throw Refusal.Unknown("script", script, Directory.Exists(home.Scripts) ? Directory.EnumerateFiles(home.Scripts).Select(static file => Path.GetFileName(file)) : []);
    }

    /// <summary>Files as they are; cubes are written to files first.</summary>
    private async Task<(string[] Arguments, string[] Files, string[] Cubes)> InputsAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var (inputs, files, cubes) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var named in call.Arguments.List("input"))
        {
            if (named.StartsWith(call.Visit.Session.Server + "/", StringComparison.Ordinal))
            {
                var cube = await keeper.KeepAsync(await keeper.FindAsync(named, call.Visit, cancellation), call.Visit, static _ => { }, cancellation);
                inputs.Add(string.Create(CultureInfo.InvariantCulture, $"{{in:cubes[{cubes.Count}]}}"));
                cubes.Add($"{cube.Samples!.Dataset}/{cube.Samples.Cube}");
                continue;
            }

            var path = served.Resolve(named, call.Arguments["cdd"]);
            var isHome = (path + "/").StartsWith(home.Folder + "/", StringComparison.Ordinal) || home.Folder.StartsWith(path + "/", StringComparison.Ordinal);
            files.Add(!isHome && Path.Exists(path) ? path : throw Refusal.NoSuchFile(named));
            inputs.Add(path);
        }

        return ([.. inputs], [.. files], [.. cubes]);
    }

    private static string[] Words(string text, bool keepsSpaces) => text is "" or "-"
        ? []
        : [.. text.Split('|').SelectMany(part => keepsSpaces ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private OutputPlace? Target(OphidiaCall call)
    {
        var arguments = call.Arguments;
        if (arguments["output"] is "null" or "none")
        {
            return null;
        }

        var isNamed = arguments.Text("output") is not null || arguments["output_name"] is not ("default" or "-");
        return isNamed ? places.OfProgram(call) : null;
    }

    private void Append(OphidiaCall call, string key, string text)
    {
        if (call.Arguments[key] is var named && named is not ("stdout" or "stderr" or "" or "-"))
        {
            File.AppendAllText(places.Writable(named, call), text);
        }
    }

    /// <summary>What is run, with what, what it may read, and the cubes that it gets.</summary>
    private sealed record ProgramLine(string Program, string[] Arguments, string[] Reads, string[] Cubes);
}
