using System.Globalization;
using System.IO.Enumeration;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_fs</c>: lists and arranges files and folders of the server.</summary>
internal sealed class FileSystem(OphidiaFiles files, OutputPlaces places, WorkerPool workers) : IOphidiaOperator
{
    private const int MostListed = 10_000;
    private const int MostDepth = 32;

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var command = arguments["command"];
        if (command is "ls")
        {
            return await ListAsync(arguments, cancellation);
        }

        if (command is "cd")
        {
            var folder = arguments.Text("dpath") is { } named ? files.Resolve(named, arguments["cdd"]) : files.Root + "/";
            RequireFolder(folder);
            var cdd = files.Shown(folder.Length > 1 ? folder.TrimEnd('/') : folder);
            return new OphidiaAnswer([new OphidiaText("fs", "Current Data Directory", cdd)]) { Extra = [("cdd", cdd)], Results = OphidiaAnswer.Done.Results.Add("cdd", cdd) };
        }

        if (call.Visit.Role < OphidiaRole.Write)
        {
            throw new RefusalException("not-allowed", $"'{command}' changes files; in this session you may only look.", "Ask its owner for the role 'write'.", RefusalKind.Forbidden);
        }

        try
        {
            Change(command, call);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException("unwritable-file", $"'{command}' did not work: {fault.Message}", "Look at what is there with command=ls.", RefusalKind.Conflict, fault);
        }

        return OphidiaAnswer.Done;
    }

    private static void RequireFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new RefusalException("unknown-folder", $"There is no folder '{folder}'.", "'oph_fs command=ls' shows what is there.", RefusalKind.Missing);
        }
    }

    private void Change(string command, OphidiaCall call)
    {
        var names = call.Arguments.List("dpath");
        var wanted = command is "mv" ? 2 : 1;
        if (names.Length != wanted)
        {
            throw call.Arguments.Bad("dpath", string.Create(CultureInfo.InvariantCulture, $"has {names.Length} names; '{command}' takes {wanted}"));
        }

        var paths = names.Select(name => places.Writable(name, call)).ToArray();
        switch (command)
        {
            case "mkdir" when Path.Exists(paths[0]): throw new RefusalException("path-exists", $"'{paths[0]}' exists already.", "Choose another name.", RefusalKind.Conflict);
            case "mkdir": Directory.CreateDirectory(paths[0]); break;
            case "mv" when !Path.Exists(paths[0]): throw Refusal.NoSuchFile(paths[0]);
            case "mv" when Path.Exists(paths[1]): throw new RefusalException("path-exists", $"'{paths[1]}' exists already.", "Choose another name.", RefusalKind.Conflict);
            case "mv": Directory.Move(paths[0], paths[1]); break;
            case "rm" when Directory.Exists(paths[0]): Directory.Delete(paths[0], recursive: false); break;
            case "rm" when File.Exists(paths[0]): File.Delete(paths[0]); break;
            default: throw Refusal.NoSuchFile(paths[0]);
        }
    }

    private async Task<OphidiaAnswer> ListAsync(OphidiaArguments arguments, CancellationToken cancellation)
    {
        var folder = files.Resolve(arguments.Text("dpath") ?? ".", arguments["cdd"]);
        folder = folder.Length == 0 ? "/" : folder;
        RequireFolder(folder);
        var found = Find(folder, arguments.Text("file"), Depth(arguments));
        if (arguments.Text("measure") is { } measure)
        {
            var holding = await Task.WhenAll(found.Select(entry => HoldsAsync(entry, measure, cancellation)));
            found = [.. found.Where((_, i) => holding[i])];
        }

        var isWhole = arguments.IsYes("realpath");
        var rows = found.Select(entry => (IReadOnlyList<string>)[entry.IsFolder ? "d" : "f", isWhole ? entry.Path : Path.GetRelativePath(folder, entry.Path) + (entry.IsFolder ? "/" : "")]);
        return new OphidiaAnswer([new OphidiaGrid("fs", new OphidiaTable(files.Shown(folder), [("T", "string"), ("OBJECT", "string")], rows))]);
    }

    private static int Depth(OphidiaArguments arguments)
    {
        var given = arguments.Whole("depth", 0, MostDepth);
        return !arguments.IsYes("recursive") ? 0 : given > 0 ? (int)given - 1 : MostDepth;
    }

    private static (string Path, bool IsFolder)[] Find(string folder, string? pattern, int depth)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = depth > 0, MaxRecursionDepth = depth, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        return
        [
            .. new FileSystemEnumerable<(string Path, bool IsFolder)>(folder, static (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory), options)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    pattern is null || (!entry.IsDirectory && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName, ignoreCase: false)),

                // Links are shown and not followed: they lead out, or round in a circle.
                ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            }.Take(MostListed).OrderBy(static entry => entry.Path, StringComparer.Ordinal),
        ];
    }

    private async Task<bool> HoldsAsync((string Path, bool IsFolder) entry, string measure, CancellationToken cancellation)
    {
        if (entry.IsFolder)
        {
            return false;
        }

        try
        {
            var seen = await workers.CallAsync(
                WorkerKind.Interactive, ForeignFiles.Of(entry.Path), "inspect", new System.Text.Json.Nodes.JsonObject { ["path"] = entry.Path }, cancellation: cancellation);
            return seen.Result["cubes"]!.AsArray().Any(cube => string.Equals((string?)cube!["name"], measure, StringComparison.Ordinal));
        }
        catch (RefusalException)
        {
            // A file of another kind holds no variable.
            return false;
        }
    }
}
