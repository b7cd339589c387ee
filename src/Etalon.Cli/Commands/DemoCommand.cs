using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>
/// <c>demo</c>: what <c>./run</c> calls. Makes ten years of daily temperature, imports it as a NetCDF file, computes the monthly
/// climatology and the warmest day of every place, and exports the result; then makes a scan and reconstructs it.
/// </summary>
internal static class DemoCommand
{
    private const string All = "all";

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Start Etalon and do its main job on sample data.");
        var once = new Option<bool>("--once") { Description = "Print the result, stop, and exit." };
        command.Options.Add(once);
        var which = new Option<string>("--demo") { Description = "datacubes, tomography, or all (the default).", DefaultValueFactory = static _ => All };
        which.AcceptOnlyFromAmong("datacubes", "tomography", All);
        command.Options.Add(which);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            var ran = Home.LocalServer() is not null;
            await ServerCommands.StartAsync(terminal, port: 0, cancellation);
            using (var client = EtalonClient.Connect())
            {
                await ShowAsync(parsed.GetValue(which)!, client, terminal, cancellation);
            }

            if (parsed.GetValue(once))
            {
                if (!ran)
                {
                    await ServerCommands.StopAsync(cancellation);
                }

                return ExitCodes.Ok;
            }

            await InviteAsync(terminal, cancellation);
            await ServeAsync(cancellation);
            await ServerCommands.StopAsync(CancellationToken.None);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Does one or all of them, and says what came out once all is done.</summary>
    private static async Task ShowAsync(string which, EtalonClient client, Terminal terminal, CancellationToken cancellation)
    {
        var datacubes = which is "tomography" ? null : await new Demo(client, terminal).RunAsync(cancellation);
        var tomography = which is "datacubes" ? null : await new TomographyDemo(client, terminal).RunAsync(cancellation);
        if (datacubes is null || tomography is null)
        {
            var one = datacubes ?? tomography!;
            terminal.Result(one.Result, one.Print);
            return;
        }

        terminal.Result(new JsonObject { ["datacubes"] = datacubes.Result, ["tomography"] = tomography.Result }, lines =>
        {
            datacubes.Print(lines);
            tomography.Print(lines);
        });
    }

    /// <summary>The last lines: where the portal is, and a link that signs in without a password.</summary>
    private static async Task InviteAsync(Terminal terminal, CancellationToken cancellation)
    {
        using var client = EtalonClient.Connect();
        var link = await SignInLinkCommand.MakeAsync(client, null, cancellation);
        terminal.Remark($"Etalon serves at {client.Url} until Ctrl-C. This link opens the portal; it counts once, for ten minutes ('etalon signin-link' makes another one):");
        terminal.Remark((string)link["url"]!);
    }

    private static async Task ServeAsync(CancellationToken cancellation)
    {
        try
        {
            while (Home.LocalServer() is not null)
            {
                await Task.Delay(500, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how serving ends.
        }
    }
}
