using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_script</c>, <c>oph_generic</c> and <c>oph_cdo</c>: a program in a sandbox.</summary>
/// <param name="sandbox">Where it runs.</param>
/// <param name="files">The files it may be given.</param>
/// <param name="places">Where its output may go.</param>
/// <param name="keeper">Finds the cubes it is given.</param>
/// <param name="runs">Writes these to files.</param>
/// <param name="home">Where registered scripts are.</param>
/// <param name="program">The program; empty for the one that the user names, which for scripts is a registered one.</param>
internal sealed class RunProgram(
    ProgramSandbox sandbox, OphidiaFiles files, OutputPlaces places, OphidiaKeeper keeper, AwaitedRun runs, EtalonHome home, string program) : IOphidiaOperator
{
    /// <summary>Stands for a registered script.</summary>
    public const string Script = "script";

    private bool IsScript => string.Equals(program, Script, StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        if (IsScript && (arguments.IsYes("list") || arguments["script"] is ":"))
        {
            return List();
        }

        var cubes = Path.Combine(home.Staging, $"inputs-{Guid.NewGuid():N}");
        try
        {
            var (name, line, readable) = await LineAsync(call, cubes, cancellation);
            var target = IsScript ? null : Target(call);
            if (target is { } wanted)
            {
                wanted.Check(arguments.IsYes("force"));
                line = arguments["skip_output"] is "yes" ? line : [.. line, $"{ProgramSandbox.Work}/{wanted.Name}"];
            }

            var (code, output, errors) = await sandbox.RunAsync(name, line, readable, work => Take(work, target), cancellation);
            Append(call, "stdout", output);
            Append(call, "stderr", errors);
            return code == 0
                ? Answer(code, output, errors, target)
                : throw new RefusalException(
                    "program-failed", string.Create(CultureInfo.InvariantCulture, $"'{name}' ended with exit code {code}. {Tail(errors.Length > 0 ? errors : output)}"), "Look at its arguments.");
        }
        finally
        {
            StagingFolder.Remove(cubes);
        }
    }

    private static string Tail(string text) => text.Length > 800 ? "…" + text[^800..].Trim() : text.Trim();

    private static OphidiaAnswer Answer(int code, string output, string errors, OutputPlace? target)
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

        objects.Add(new OphidiaText("script_returncode", "Return Code", code.ToString(CultureInfo.InvariantCulture)));
        var results = target is null ? OphidiaAnswer.Done.Results : OphidiaAnswer.Done.Results.Add("file", target.Path).Add("link", target.Path);
        return new OphidiaAnswer([.. objects]) { Results = results };
    }

    private static void Take(string work, OutputPlace? target)
    {
        if (target is null)
        {
            return;
        }

        var made = new FileInfo(Path.Combine(work, target.Name));
        if (!made.Exists || made.LinkTarget is not null)
        {
            throw new RefusalException("missing-output", $"The program ended well but did not write '{target.Name}'.", "Its last argument is the file to be written.", RefusalKind.Missing);
        }

        File.Move(made.FullName, target.Path, overwrite: true);
    }

    private OphidiaAnswer List()
    {
        var rows = Directory.Exists(home.Scripts)
            ? Directory.EnumerateFiles(home.Scripts).Select(static path => Path.GetFileName(path)).Where(static name => !name.StartsWith('.')).Order(StringComparer.Ordinal).Select(static name => (IReadOnlyList<string>)[name])
            : [];
        return new OphidiaAnswer([new OphidiaGrid("script_list", new OphidiaTable("Scripts", [("SCRIPT", "string")], rows))]);
    }

    /// <summary>What is run, with what, and what it may read.</summary>
    private async Task<(string Name, string[] Arguments, string[] Readable)> LineAsync(OphidiaCall call, string cubes, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var given = Words(arguments["args"], arguments.IsYes("space"));
        if (IsScript)
        {
            var script = ScriptOf(arguments["script"]);
            return (script, given, [script]);
        }

        var inputs = await InputsAsync(call, cubes, cancellation);
        var command = Words(arguments["command"], arguments.IsYes("space"));
        return program.Length > 0
            ? (program, [.. given, .. command, .. inputs], inputs)
            : command is [var name, .. var rest] && !name.Contains('/', StringComparison.Ordinal)
                ? (name, [.. rest, .. given, .. inputs], inputs)
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
    private async Task<string[]> InputsAsync(OphidiaCall call, string cubes, CancellationToken cancellation)
    {
        var inputs = new List<string>();
        foreach (var named in call.Arguments.List("input"))
        {
            if (named.StartsWith(call.Visit.Session.Server + "/", StringComparison.Ordinal))
            {
                inputs.Add(await FileOfAsync(named, call, cubes, inputs.Count, cancellation));
                continue;
            }

            var path = files.Resolve(named, call.Arguments["cdd"]);
            var isHome = (path + "/").StartsWith(home.Folder + "/", StringComparison.Ordinal) || home.Folder.StartsWith(path + "/", StringComparison.Ordinal);
            inputs.Add(!isHome && Path.Exists(path) ? path : throw Refusal.NoSuchFile(named));
        }

        return [.. inputs];
    }

    private static string[] Words(string text, bool keepsSpaces) => text is "" or "-"
        ? []
        : [.. text.Split('|').SelectMany(part => keepsSpaces ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>A cube as a file that the program can read.</summary>
    private async Task<string> FileOfAsync(string pid, OphidiaCall call, string folder, int number, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var cube = await keeper.KeepAsync(await keeper.FindAsync(pid, call.Visit, cancellation), call.Visit, static _ => { }, cancellation);
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"cube-{number + 1}.nc"));
        var order = new RunOrder
        {
            Operator = "export",
            Inputs = new JsonObject { ["cubes"] = new JsonArray($"{cube.Samples!.Dataset}/{cube.Samples.Cube}") },
            Set = new JsonObject { ["path"] = path, ["format"] = "netcdf" },
            Cache = false,
        };
        await runs.RunAsync(order, new Viewer(call.Visit.Row.PersonId, [Viewer.Administrator]), static _ => { }, cancellation);
        return path;
    }

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
}
