using System.Diagnostics;

namespace Etalon.Server.Tests;

/// <summary>What is left when the server stops, and a server that finds its port taken.</summary>
public sealed class StopAndStartTests : IAsyncLifetime
{
    private const string Long = "oph_wait type=clock;timeout=120";
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly RunningEtalon _etalon = new();

    public Task InitializeAsync() => _etalon.InitializeAsync();

    public Task DisposeAsync() => _etalon.DisposeAsync();

    [Fact]
    public async Task What_a_killed_server_was_doing_is_aborted_names_stay_and_a_stop_waits_for_nobody()
    {
        var client = OphidiaClient.Of(_etalon);
        client.ExecMode = "async";
        await client.SubmitAsync(Long);
        var (id, session) = (client.LastWorkflow, client.Session);

        var program = await BeginProgramAsync(client);

        Processes.Kill(_etalon.ServerProcess);
        await _etalon.UpAsync();

        // The run of the program was in the queue; what it does it has begun once, and not twice.
        var ended = await _etalon.EndOf(program);
        Assert.Equal(("failed", "program-interrupted"), ((string?)ended["state"], (string?)ended["refusal"]!["code"]));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_etalon.Home, "logs", $"{program}.log")), static line => line is "begun");

        var again = OphidiaClient.Of(_etalon);
        Assert.Equal(session, (await again.OkAsync("oph_get_config key=OPH_SESSION_ID")).Rows("get_config")[0][1]);
        again.Session = session;
        Assert.Equal("OPH_STATUS_ABORTED", (await again.OkAsync($"oph_resume id={id};level=1")).Message("workflow_status"));

        // Another server finds the port taken: it lives, its door stays shut.
        var second = new RunningEtalon();
        second.Environment["ETALON_OPHIDIA_PORT"] = $"{_etalon.OphidiaPort}";
        try
        {
            await second.InitializeAsync();
            var status = await second.Ok("status");
            Assert.Null(status["ophidia"]!["port"]);
            Assert.Contains("--ophidia-port", (string)status["ophidia"]!["trouble"]!, StringComparison.Ordinal);
            Assert.Contains($"{_etalon.OphidiaPort}", second.ServerLog, StringComparison.Ordinal);
        }
        finally
        {
            await second.DisposeAsync();
        }

        again.ExecMode = "async";
        await again.SubmitAsync(Long);
        var began = Stopwatch.StartNew();
        Assert.Equal(0, (await _etalon.Cli("down")).ExitCode);
        Assert.True(began.Elapsed < StopLimit, $"{began.Elapsed}");
    }

    /// <summary>A script that says that it has begun and then sleeps; its run.</summary>
    private async Task<string> BeginProgramAsync(OphidiaClient client)
    {
        var script = Path.Combine(Directory.CreateDirectory(Path.Combine(_etalon.Home, "scripts")).FullName, "once.sh");
        await File.WriteAllTextAsync(script, "#!/bin/sh\necho begun\nsleep 100\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        using var http = _etalon.NewClient();
        await client.SubmitAsync("oph_script script=once.sh");
        var began = Stopwatch.StartNew();
        while (began.Elapsed < StopLimit)
        {
            var runs = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("/api/runs?operator=program&state=running"))!.AsArray();
            if (runs.Count == 1 && (string?)runs[0]!["run"] is { } run && await http.GetStringAsync($"/api/runs/{run}/log") is "begun\n")
            {
                return run;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The program was not begun.");
    }
}
