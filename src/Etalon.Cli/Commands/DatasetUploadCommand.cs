using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>dataset upload</c>: files of this machine for a server anywhere.</summary>
internal static class DatasetUploadCommand
{
    private const double UsualPatience = 60;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("upload", "Send files to the server and bring them in. What was interrupted is carried on by the same command.");
        var paths = new Argument<string[]>("path") { Description = "Files or folders of this machine; each becomes a dataset.", Arity = ArgumentArity.OneOrMore };
        var name = new Option<string?>("--name") { Description = "What the dataset is to be called; the file's name by default." };
        var cubes = new Option<string[]>("--cube") { Description = "Only these cubes of the file." };
        var codec = new Option<string>("--codec") { Description = "none, lz4 or zstd.", DefaultValueFactory = _ => "none" };
        var patience = new Option<double>("--patience") { Description = "For how many seconds what fails by the way is tried again.", DefaultValueFactory = _ => UsualPatience };
        command.Arguments.Add(paths);
        foreach (Option option in new Option[] { name, cubes, codec, patience })
        {
            command.Options.Add(option);
        }

        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var session = new UploadSession(client, terminal, TimeSpan.FromSeconds(parsed.GetValue(patience)));
            return await RunWatch.ReportEachAsync(terminal, parsed.GetValue(paths)!, async path =>
            {
                var upload = await session.SendAsync(path, cancellation);
                var order = new JsonObject
                {
                    ["name"] = parsed.GetValue(name) ?? "",
                    ["codec"] = parsed.GetValue(codec),
                    ["cubes"] = new JsonArray([.. (parsed.GetValue(cubes) ?? []).Select(cube => (JsonNode)cube)]),
                };
                return await RunWatch.SubmitAsync(client, terminal, $"api/uploads/{upload["id"]}/import", order, wait: true, cancellation);
            });
        });
        return command;
    }
}
