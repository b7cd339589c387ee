using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>An Etalon with a data folder of its own: server, database and workers as processes, driven by the command line.</summary>
public class RunningEtalon : IAsyncLifetime
{
    private static readonly string Bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

    public RunningEtalon()
        : this(Directory.CreateTempSubdirectory("etalon-e2e-").FullName)
    {
    }

    protected RunningEtalon(string folder)
    {
        Folder = folder;
        Home = Path.Combine(folder, "home");
        Files = Path.Combine(folder, "files");
        Directory.CreateDirectory(Files);
        Environment = new(StringComparer.Ordinal)
        {
            ["ETALON_HOME"] = Home,
            ["ETALON_SERVER_DLL"] = Dll("ETALON_SERVER_DLL", "Etalon.Server", "etalon-server.dll"),
            ["ETALON_WORKER_DLL"] = Dll("ETALON_WORKER_DLL", "Etalon.Worker", "etalon-worker.dll"),
            ["ETALON_OPHIDIA_PORT"] = "0",
            ["ETALON_SIGNINS"] = "100000",
            ["ETALON_WEB"] = Path.Combine(folder, "web"),
            ["ETALON_DATABASE"] = null,
            ["ETALON_URL"] = null,
            ["ETALON_TOKEN"] = null,
            ["XDG_CONFIG_HOME"] = Path.Combine(folder, "config"),
        };
    }

    /// <summary>The command line's assembly.</summary>
    public static string CliDll => Dll("ETALON_CLI_DLL", "Etalon.Cli", "etalon.dll");

    /// <summary>The folder with the assemblies that operators compile against.</summary>
    public static string WorkerFolder => Path.GetDirectoryName(Dll("ETALON_WORKER_DLL", "Etalon.Worker", "etalon-worker.dll"))!;

    /// <summary>Everything of this instance; removed at the end.</summary>
    public string Folder { get; }

    /// <summary><c>ETALON_HOME</c>.</summary>
    public string Home { get; }

    /// <summary>Where tests put files.</summary>
    public string Files { get; }

    /// <summary>What the processes see.</summary>
    public Dictionary<string, string?> Environment { get; }

    /// <summary>The server's process.</summary>
    public int ServerProcess => (int)ServerFile["process"]!;

    /// <summary>The server's address.</summary>
    public string Url => (string)ServerFile["url"]!;

    /// <summary>The port for clients of Ophidia.</summary>
    public int OphidiaPort => (int)ServerFile["ophidiaPort"]!;

    /// <summary>The local administrator's token.</summary>
    public string Token => File.ReadAllText(Path.Combine(Home, "token")).Trim();

    /// <summary>What the server said of itself.</summary>
    public string ServerLog => Path.Combine(Home, "server.log") is var log && File.Exists(log) ? File.ReadAllText(log) : "";

    private JsonNode ServerFile => JsonNode.Parse(File.ReadAllText(Path.Combine(Home, "server.json")))!;

    public virtual async Task InitializeAsync() => await UpAsync();

    public virtual async Task DisposeAsync()
    {
        await Cli("down");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task UpAsync()
    {
        var up = await Cli("up");
        Assert.True(up.ExitCode == 0, $"{up}\n{ServerLog}");
    }

    /// <summary>Runs a command.</summary>
    public Task<CliResult> Cli(params string[] arguments) => Child.RunAsync("dotnet", [CliDll, .. arguments], Environment, Files);

    /// <summary>Runs a command that must succeed, and returns its document.</summary>
    public async Task<JsonObject> Ok(params string[] arguments)
    {
        var done = await Cli([.. arguments, "-o", "json"]);
        Assert.True(done.ExitCode == 0, $"etalon {string.Join(' ', arguments)}: {done}");
        return done.Json;
    }

    /// <summary>Runs a command that must be refused with an exit code and a code.</summary>
    public async Task<CliResult> Refused(int exitCode, string code, params string[] arguments)
    {
        var done = await Cli([.. arguments, "-o", "json"]);
        Assert.True(done.ExitCode == exitCode && string.Equals(done.Code, code, StringComparison.Ordinal), $"etalon {string.Join(' ', arguments)}: {done}");
        Assert.NotEmpty(done.Message);
        return done;
    }

    /// <summary>A run when it has ended.</summary>
    public async Task<JsonObject> EndOf(string run)
    {
        for (var look = 0; look < 400; look++)
        {
            // The database may be away for a moment.
            var shown = await Cli("runs", "show", run, "-o", "json");
            if (shown.ExitCode == 0 && (string?)shown.Json["state"] is not ("queued" or "running"))
            {
                return shown.Json;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {run} does not end.");
    }

    /// <summary>A client of the HTTP API with the administrator's token.</summary>
    public HttpClient NewClient() => new()
    {
        BaseAddress = new Uri(Url),
        Timeout = TimeSpan.FromSeconds(60),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
    };

    /// <summary>A file for a test, in a folder that no other test uses.</summary>
    public string NewFile(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(Files, Guid.NewGuid().ToString("N"))).FullName, name);

    /// <summary>The place <c>ID/CUBE</c> of a run's only output, or of the one named.</summary>
    public static string Place(JsonObject run, string? output = null)
    {
        var outputs = run["outputs"]!.AsObject();
        var place = output is null ? outputs.Single().Value! : outputs[output]!;
        return $"{place["dataset"]}/{place["cube"]}";
    }

    /// <summary>The dataset that a run has made.</summary>
    public static string DatasetOf(JsonObject run) => Place(run, run["outputs"]!.AsObject().GetAt(0).Key).Split('/')[0];

    private static string Dll(string variable, string project, string file) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : Path.Combine(Bin, project, Configuration, file);
}
