using System.CommandLine;

namespace Etalon.Cli;

/// <summary>
/// <c>demo</c>: what <c>./run</c> calls. Makes ten years of daily temperature, imports it as a NetCDF file, computes the monthly
/// climatology and the warmest day of every place, exports the result, and says how to go on; or makes a scan and reconstructs it.
/// </summary>
internal static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Start Etalon and do its main job on sample data.");
        var once = new Option<bool>("--once") { Description = "Print the result, stop, and exit." };
        command.Options.Add(once);
        var which = new Option<string>("--demo") { Description = "datacubes (the default) or tomography.", DefaultValueFactory = static _ => "datacubes" };
        which.AcceptOnlyFromAmong("datacubes", "tomography");
        command.Options.Add(which);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            var ran = Home.LocalServer() is not null;
            await ServerCommands.StartAsync(terminal, port: 0, cancellation);
            using (var client = EtalonClient.Connect())
            {
                await (parsed.GetValue(which) is "tomography"
                    ? new TomographyDemo(client, terminal).RunAsync(cancellation)
                    : new Demo(client, terminal).RunAsync(cancellation));
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
