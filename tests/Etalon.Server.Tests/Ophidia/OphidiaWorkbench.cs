using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>
/// A client with containers of its own. Every result goes into a container of its own name, so that its samples can be found in Etalon's catalogue,
/// and are compared with what numpy makes of the samples of others.
/// </summary>
internal sealed class OphidiaWorkbench(RunningEtalon etalon) : IDisposable
{
    private readonly HttpClient _http = etalon.NewClient();
    private readonly string _prefix = $"w{Guid.NewGuid():N}"[..9];
    private readonly Dictionary<string, (string Container, string Measure)> _places = new(StringComparer.Ordinal);
    private int _made;

    /// <summary>The client.</summary>
    public OphidiaClient Client { get; } = OphidiaClient.Of(etalon);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>The name of a container that nothing else has.</summary>
    public string Place() => string.Create(CultureInfo.InvariantCulture, $"{_prefix}x{++_made}");

    /// <summary>Notes in which container a cube was made.</summary>
    public void Known(string pid, string container, string measure = "tas") => _places[pid] = (container, measure);

    /// <summary>Runs an operator that makes a cube; its name. The container is added.</summary>
    public async Task<string> MakeAsync(string command, string measure = "tas")
    {
        var container = Place();
        var response = await Client.OkAsync($"{command};container={container}");
        var pid = response.Titled("Output Cube") ?? throw new InvalidOperationException(response.Text);
        Known(pid, container, measure);
        return pid;
    }

    /// <summary>A container with a dimension of time; a cube of random samples in it.</summary>
    public async Task<string> RandomAsync(
        string dimensions, string sizes, int rows, string type = "float", string measure = "tas", string time = "units=d;calendar=standard;base_time=2000-01-01 12:00:00")
    {
        var container = Place();
        var hierarchies = string.Join('|', dimensions.Split('|').Select(name => name is "time" ? "oph_time" : "oph_base"));
        await Client.OkAsync($"oph_createcontainer container={container};dim={dimensions};dim_type=double;hierarchy={hierarchies};{time}");
        var response = await Client.OkAsync(
            $"oph_randcube container={container};nfrag=1;ntuple=0;measure={measure};measure_type={type};exp_ndim={rows};dim={dimensions};dim_size={sizes};seed={_made}");
        var pid = response.Titled("Output Cube")!;
        Known(pid, container, measure);
        return pid;
    }

    /// <summary>The dataset of a cube in Etalon's catalogue; null if there is none.</summary>
    public async Task<string?> DatasetAsync(string pid)
    {
        var (container, measure) = _places[pid];
        using var reply = await _http.PostAsJsonAsync("/api/datasets/find", new { where = new[] { $"name = {container}/{measure}" } });
        var found = (await reply.Content.ReadFromJsonAsync<JsonObject>())!;
        return (string?)(found["items"] as JsonArray)?.FirstOrDefault()?["id"];
    }

    /// <summary>What Etalon's catalogue knows of a cube: axes, type, coordinates.</summary>
    public async Task<JsonObject> InfoAsync(string pid)
    {
        var shown = await _http.GetFromJsonAsync<JsonObject>($"/api/cube?cube={await DatasetAsync(pid)}");
        return shown!["cube"]!.AsObject();
    }

    /// <summary>
    /// Compares cubes: the script sees the samples of all cubes by their names, and their coordinates as <c>NAME_AXIS</c>; it asserts.
    /// </summary>
    public async Task AgreesAsync(string script, params (string Name, string Pid)[] cubes)
    {
        var load = "import sys, numpy as np\nnan = np.nan\ndef same(a, b, tolerance=1e-6):\n  assert a.shape == b.shape, (a.shape, b.shape)\n  np.testing.assert_allclose(a.astype(float), b.astype(float), rtol=tolerance, atol=tolerance)\n";
        var files = new List<string>();
        foreach (var (name, pid) in cubes)
        {
            var file = etalon.NewFile($"{name}.bin");
            using var reply = await _http.GetAsync($"/api/cube/samples?cube={await DatasetAsync(pid)}");
            Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
            await File.WriteAllBytesAsync(file, await reply.Content.ReadAsByteArrayAsync());
            files.Add(file);
            var info = await InfoAsync(pid);
            load += $"{name} = np.fromfile(sys.argv[{files.Count}], '{(string?)info["type"]}').reshape(({string.Concat(info["axes"]!.AsArray().Select(axis => $"{axis!["length"]},"))}))\n";
        }

        await Python.RunAsync(load + script, [.. files]);
    }
}
