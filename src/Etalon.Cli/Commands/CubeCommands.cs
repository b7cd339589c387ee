using System.CommandLine;

namespace Etalon.Cli;

/// <summary><c>cube show|slice|stats</c>.</summary>
internal static class CubeCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("cube", "Look at a cube.");
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Slice());
        command.Subcommands.Add(Stats());
        return command;
    }

    private static Argument<string> Id() => new("cube") { Description = "ID or ID/CUBE." };

    private static Command Show()
    {
        var command = new Command("show", "Show a cube's axes, unit and attributes.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var found = await client.GetAsync($"api/cube?cube={Uri.EscapeDataString(parsed.GetValue(id)!)}", cancellation);
            terminal.Result(found, lines => CubeText.Print(lines, found["cube"]!.AsObject()));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Slice()
    {
        var command = new Command("slice", "Print the samples of a region, or draw them: --out slice.png.");
        var id = Id();
        var region = new Option<string[]>("--region", "-r") { Description = "axis=a:b or axis=a; coordinates and times work too.", AllowMultipleArgumentsPerToken = true };
        command.Arguments.Add(id);
        command.Options.Add(region);
        var pictures = new PictureOptions();
        pictures.AddTo(command);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            var isPicture = pictures.IsAsked(parsed);
            using var client = EtalonClient.Connect();
            if (isPicture)
            {
                var written = await pictures.WriteAsync(client, parsed, parsed.GetValue(id)!, parsed.GetValue(region) ?? [], cancellation);
                terminal.Result(written, lines => CubeText.PrintPictures(lines, written));
                return ExitCodes.Ok;
            }

            var text = string.Join(';', parsed.GetValue(region) ?? []);
            var slice = await client.GetAsync(
                $"api/cube/slice?cube={Uri.EscapeDataString(parsed.GetValue(id)!)}&region={Uri.EscapeDataString(text)}", cancellation);
            terminal.Result(slice, lines => CubeText.PrintValues(lines, slice.AsObject()));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Stats()
    {
        var command = new Command("stats", "Count, minimum, maximum, mean and standard deviation of a cube.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var stats = await client.GetAsync($"api/cube/stats?cube={Uri.EscapeDataString(parsed.GetValue(id)!)}", cancellation);
            terminal.Result(stats, lines =>
            {
                foreach (var (name, value) in stats.AsObject())
                {
                    lines.WriteLine($"{name,-8} {value}");
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }
}
