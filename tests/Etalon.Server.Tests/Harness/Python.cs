using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Debian's python3 with xarray, h5py and numpy: the independent answer.</summary>
internal static class Python
{
    /// <summary>Runs a script; what it prints is the result.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var done = await Child.RunAsync("/usr/bin/python3", ["-W", "ignore", "-c", script, .. arguments]);
        return done.ExitCode == 0 ? done.Output : throw new InvalidOperationException($"python3 failed: {done.Errors}");
    }

    /// <summary>Runs a script that prints one JSON document.</summary>
    public static async Task<JsonNode> JsonAsync(string script, params string[] arguments) =>
        JsonNode.Parse(await RunAsync(script, arguments)) ?? throw new InvalidOperationException("null");
}
