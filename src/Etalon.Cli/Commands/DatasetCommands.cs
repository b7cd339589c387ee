using System.CommandLine;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary><c>dataset import|upload|list|show|find|export|delete|verify</c>.</summary>
internal static class DatasetCommands
{
    /// <summary>Makes the commands.</summary>
    public static Command Create()
    {
        var command = new Command("dataset", "Bring data in, find them, take them out.");
        command.Subcommands.Add(Import());
        command.Subcommands.Add(DatasetUploadCommand.Create());
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Find());
        command.Subcommands.Add(Export());
        command.Subcommands.Add(Delete());
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Argument<string> Id() => new("id") { Description = "The dataset's id." };

    private static Command Import()
    {
        var command = new Command("import", "Bring files of the server's machine in. They are copied into the neutral layout, or read where they are (--in-place).");
        var paths = new Argument<string[]>("path") { Description = "Files or folders of any known format.", Arity = ArgumentArity.OneOrMore };
        var inPlace = new Option<bool>("--in-place") { Description = "Leave the file where it is; only catalogue it." };
        var name = new Option<string?>("--name") { Description = "What the dataset is to be called; the file's name by default." };
        var cubes = new Option<string[]>("--cube") { Description = "Only these cubes of the file." };
        var codec = new Option<string>("--codec") { Description = "none, lz4 or zstd.", DefaultValueFactory = _ => "none" };
        command.Arguments.Add(paths);
        foreach (Option option in new Option[] { inPlace, name, cubes, codec })
        {
            command.Options.Add(option);
        }

        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            return await RunWatch.ReportEachAsync(terminal, parsed.GetValue(paths)!, path =>
            {
                var order = new JsonObject
                {
                    ["path"] = Path.GetFullPath(path),
                    ["inPlace"] = parsed.GetValue(inPlace),
                    ["name"] = parsed.GetValue(name) ?? Path.GetFileName(path.TrimEnd('/')),
                    ["codec"] = parsed.GetValue(codec),
                    ["cubes"] = new JsonArray([.. (parsed.GetValue(cubes) ?? []).Select(cube => (JsonNode)cube)]),
                };
                return RunWatch.SubmitAsync(client, terminal, "api/datasets/import", order, wait: true, cancellation);
            });
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "List datasets, newest first.");
        var limit = new Option<int>("--limit") { Description = "How many.", DefaultValueFactory = _ => 20 };
        var before = new Option<string?>("--before") { Description = "The last id of the page before." };
        command.Options.Add(limit);
        command.Options.Add(before);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var page = parsed.GetValue(before) is { } last ? $"&before={Uri.EscapeDataString(last)}" : "";
            var found = await client.GetAsync($"api/datasets?limit={parsed.GetValue(limit)}{page}", cancellation);
            terminal.Result(found, lines =>
            {
                var items = found["items"]!.AsArray();
                Print(lines, items);
                if (items.Count > 0 && items.Count == parsed.GetValue(limit))
                {
                    lines.WriteLine($"… (there may be more: --limit {items.Count * 5}, or --before {items[^1]!["id"]})");
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "Show a dataset: its cubes, metadata, and what it came from.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var dataset = await client.GetAsync($"api/datasets/{Uri.EscapeDataString(parsed.GetValue(id)!)}", cancellation);
            terminal.Result(dataset, lines => DatasetText.Print(lines, dataset.AsObject()));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Find()
    {
        var command = new Command("find", "Find datasets by words and by conditions with units.");
        var words = new Argument<string[]>("words") { Description = "Words of names, descriptions, metadata.", Arity = ArgumentArity.ZeroOrMore };
        var where = new Option<string[]>("--where", "-w") { Description = "A condition: 'energy > 20 keV', 'name = run_*'." };
        var facet = new Option<string[]>("--facet") { Description = "Count the values of this key." };
        var limit = new Option<int>("--limit") { Description = "How many.", DefaultValueFactory = _ => 20 };
        command.Arguments.Add(words);
        command.Options.Add(where);
        command.Options.Add(facet);
        command.Options.Add(limit);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var found = await client.PostAsync("api/datasets/find", new JsonObject
            {
                ["text"] = string.Join(' ', parsed.GetValue(words) ?? []),
                ["where"] = new JsonArray([.. (parsed.GetValue(where) ?? []).Select(condition => (JsonNode)condition)]),
                ["facets"] = new JsonArray([.. (parsed.GetValue(facet) ?? []).Select(key => (JsonNode)key)]),
                ["limit"] = parsed.GetValue(limit),
            }, cancellation);
            terminal.Result(found, lines =>
            {
                Print(lines, found["items"]!.AsArray());
                foreach (var (key, counts) in found["facets"] as JsonObject ?? [])
                {
                    lines.WriteLine($"{key}: {string.Join(", ", counts!.AsArray().Select(count => $"{count!["value"]} ({count["count"]})"))}");
                }
            });
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", "Write a dataset or a cube to a file of another format.");
        var id = new Argument<string>("id") { Description = "ID or ID/CUBE." };
        var format = new Option<string>("--format") { Description = "netcdf, hdf5, zarr or npy.", Required = true };
        var path = new Option<string>("--out") { Description = "The file to make.", Required = true };
        var options = new Option<string[]>("--set") { Description = "Format options: codec=deflate, level=4, shuffle=no." };
        command.Arguments.Add(id);
        command.Options.Add(format);
        command.Options.Add(path);
        command.Options.Add(options);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var view = await RunWatch.SubmitAsync(client, terminal, "api/datasets/export", new JsonObject
            {
                ["cube"] = parsed.GetValue(id),
                ["format"] = parsed.GetValue(format),
                ["path"] = Path.GetFullPath(parsed.GetValue(path)!),
                ["options"] = RunOptions.Pairs(parsed.GetValue(options) ?? []),
            }, wait: true, cancellation);
            return RunWatch.Report(terminal, view);
        });
        return command;
    }

    private static Command Delete()
    {
        var command = new Command("delete", "Delete a dataset. What was derived from it stays, and still says so.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var done = await client.DeleteAsync($"api/datasets/{Uri.EscapeDataString(parsed.GetValue(id)!)}", cancellation);
            terminal.Result(done, lines => lines.WriteLine($"Deleted {parsed.GetValue(id)}."));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Read every byte of a dataset and check it against its checksums.");
        var id = Id();
        command.Arguments.Add(id);
        command.Does(async (parsed, terminal, cancellation) =>
        {
            using var client = EtalonClient.Connect();
            var report = await client.PostAsync($"api/datasets/{Uri.EscapeDataString(parsed.GetValue(id)!)}/verify", new JsonObject(), cancellation);
            var faults = report["faults"]!.AsArray();
            terminal.Result(report, lines =>
            {
                foreach (var fault in faults)
                {
                    lines.WriteLine($"{fault}");
                }

                lines.WriteLine(faults.Count == 0 ? $"Sound: {report["checked"]} files checked." : $"{faults.Count} faults in {report["checked"]} files.");
            });
            return faults.Count == 0 ? ExitCodes.Ok : ExitCodes.Refused;
        });
        return command;
    }

    private static void Print(TextWriter lines, JsonArray items) => Terminal.Table(
        lines, ["dataset", "name", "format", "size", "created"],
        [.. items.Select(item => new[]
        {
            $"{item!["id"]}", $"{item["name"]}", $"{item["format"]}", Terminal.Bytes((double?)item["bytes"] ?? 0), $"{item["created"]}",
        })]);
}
