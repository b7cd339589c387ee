using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>up</c>, <c>down</c>, <c>status</c>, <c>login</c>.</summary>
internal static class ServerCommands
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan OtherStartLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <summary>Starts the server in the background.</summary>
    public static Command Up()
    {
        var command = new Command("up", "Start Etalon on this machine.");
        var port = new Option<int>("--port") { Description = "The loopback port; a free one by default." };
        var ophidia = new Option<string?>("--ophidia-port") { Description = "The port for clients of Ophidia: 11732 by default, 0 for a free one, or off." };
        command.Options.Add(port);
        command.Options.Add(ophidia);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            var url = await StartAsync(terminal, parsed.GetValue(port), cancellation, parsed.GetValue(ophidia));
            terminal.Result(
                new JsonObject { ["url"] = url, ["home"] = Home.Folder },
                lines => lines.WriteLine($"Etalon is running at {url}; its data are in {Home.Folder}."));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Stops the server.</summary>
    public static Command Down()
    {
        var command = new Command("down", "Stop Etalon on this machine.");
        command.Does(async (_, terminal, cancellation) =>
        {
            var stopped = await StopAsync(cancellation);
            terminal.Result(new JsonObject { ["stopped"] = stopped }, lines => lines.WriteLine(stopped ? "Etalon has stopped." : "Etalon was not running."));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Says how the server is.</summary>
    public static Command Status()
    {
        var command = new Command("status", "Say whether Etalon runs, and how it is.");
        command.Does(async (_, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var status = await client.GetAsync("api/status", cancellation);
            terminal.Result(status, lines =>
            {
                lines.WriteLine($"Etalon {status["version"]} at {client.Url}");
                lines.WriteLine($"  data      {status["home"]}");
                lines.WriteLine($"  database  {status["database"]}");
                lines.WriteLine($"  disk      {Terminal.Bytes((double?)status["diskFreeBytes"] ?? 0)} free");
                lines.WriteLine($"  workers   {status["workers"]!.AsArray().Count} warm");
                lines.WriteLine(status["ophidia"]?["port"] is { } door ? $"  ophidia   port {door}" : $"  ophidia   shut: {status["ophidia"]?["trouble"]}");
                lines.WriteLine($"  budget    {Terminal.Bytes((double?)status["budgetBytes"] ?? 0)} for each run");
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Remembers a server elsewhere.</summary>
    public static Command Login()
    {
        var command = new Command("login", "Sign in to a server elsewhere; the token is read from standard input unless given.");
        var url = new Argument<string>("url") { Description = "The server's address." };
        var token = new Option<string?>("--token") { Description = "An API token." };
        command.Arguments.Add(url);
        command.Options.Add(token);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            var secret = parsed.GetValue(token) ?? (await Console.In.ReadLineAsync(cancellation))?.Trim() ?? "";
            using var client = new EtalonClient(parsed.GetValue(url)!, secret);
            var status = await client.GetAsync("api/status", cancellation);
            Directory.CreateDirectory(Path.GetDirectoryName(Home.LoginFile)!);
            await using (var stream = new FileStream(Home.LoginFile, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            await using (var writer = new StreamWriter(stream))
            {
                await writer.WriteAsync(new JsonObject { ["url"] = client.Url, ["token"] = secret }.ToJsonString());
            }

            terminal.Result(status, lines => lines.WriteLine($"Signed in to {client.Url} (Etalon {status["version"]})."));
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Starts the server if it does not run; returns its address when it answers.</summary>
    public static async Task<string> StartAsync(Terminal terminal, int port, CancellationToken cancellation, string? ophidiaPort = null)
    {
        Directory.CreateDirectory(Home.Folder);
        var log = Path.Combine(Home.Folder, "server.log");
        Process? process = null;
        var began = Stopwatch.StartNew();
        while (began.Elapsed < StartLimit)
        {
            // A server that lives may be starting, or was killed a moment ago: it is asked until it answers or has gone.
            var server = Home.LocalServer();
            if (server is not null && await AnswersAsync(server.Value.Url, cancellation))
            {
                return server.Value.Url;
            }

            if (process is null && server is null)
            {
                process = Process.Start(Command(log, port, ophidiaPort)) ?? throw new InvalidOperationException("The server did not start.");
            }
            else if (process is { HasExited: true, ExitCode: ExitCodes.Conflict } && began.Elapsed < OtherStartLimit)
            {
                // Another one is just being started; it is waited for, or started anew if it does not come.
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
                process = null;
            }
            else if (process is { HasExited: true })
            {
                throw new ClientRefusalException(
                    process.ExitCode == ExitCodes.Conflict ? ExitCodes.Conflict : ExitCodes.Unavailable, "start-failed",
                    $"The server did not start: {LastLine(log)}", $"Its log is {log}.");
            }

            terminal.Progress($"starting Etalon … {began.Elapsed.TotalSeconds:F0} s");
            await Task.Delay(50, cancellation);
        }

        throw new ClientRefusalException(
            ExitCodes.Unavailable, "start-failed", $"The server did not answer within {StartLimit.TotalSeconds:F0} s.", $"Its log is {log}.");
    }

    /// <summary>Stops the local server; false if none runs.</summary>
    public static async Task<bool> StopAsync(CancellationToken cancellation)
    {
        if (Home.LocalServer() is not { } server)
        {
            return false;
        }

        using (var kill = Process.Start("/bin/kill", ["-TERM", $"{server.ProcessId}"]))
        {
            await kill.WaitForExitAsync(cancellation);
        }

        var began = Stopwatch.StartNew();
        while (Home.IsAlive(server.ProcessId))
        {
            if (began.Elapsed > StopLimit)
            {
                throw new ClientRefusalException(ExitCodes.Unavailable, "stop-failed", $"The server (process {server.ProcessId}) does not stop.", "Look at its log.");
            }

            await Task.Delay(20, cancellation);
        }

        return true;
    }

    private static ProcessStartInfo Command(string log, int port, string? ophidiaPort)
    {
        var dll = Environment.GetEnvironmentVariable("ETALON_SERVER_DLL") ?? Path.Combine(AppContext.BaseDirectory, "etalon-server.dll");
        if (!File.Exists(dll))
        {
            throw new ClientRefusalException(ExitCodes.Unavailable, "no-server", $"The server's program is not at {dll}.", "Use './etalon', or set ETALON_SERVER_DLL.");
        }

        // A session of its own, so that Ctrl-C here does not reach it; its output goes to the log.
        var start = new ProcessStartInfo("/usr/bin/setsid") { UseShellExecute = false };
        string[] options = ophidiaPort is null ? [] : ["--ophidia-port", ophidiaPort];
        string[] arguments = ["/bin/sh", "-c", "log=$1; shift; exec dotnet \"$0\" \"$@\" >>\"$log\" 2>&1 </dev/null", dll, log, "--port", $"{port}", .. options];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static async Task<bool> AnswersAsync(string url, CancellationToken cancellation)
    {
        try
        {
            using var client = new EtalonClient(url, "");
            await client.GetAsync("api/health", cancellation);
            return true;
        }
        catch (ClientRefusalException)
        {
            return false;
        }
    }

    private static string LastLine(string log) => File.Exists(log) ? File.ReadLines(log).LastOrDefault(line => line.Length > 0) ?? "" : "";
}
