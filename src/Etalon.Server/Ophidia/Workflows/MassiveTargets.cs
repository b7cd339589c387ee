using System.Collections.Immutable;
using System.Globalization;
using System.IO.Enumeration;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Finds cubes in the catalogue, and files below a folder.</summary>
internal sealed class MassiveTargets(CatalogDatabase catalog, OphidiaFiles files) : IMassiveTargets
{
    private const int MostFound = 100_000;
    private const int MostLooked = 1_000_000;
    private const int DeepestFolder = 32;

    /// <inheritdoc />
    public async Task<ImmutableArray<string>> CubesAsync(MassiveFilter filter, OphidiaVisit visit, string folder, CancellationToken cancellation)
    {
        var isNegated = filter.Conditions.Any(static condition => condition is { Key: "metadata_key" or "metadata_value", IsNegated: true });
        var found = await new FilterOphidiaCubes(catalog.Source).RunAsync(
            visit.Session.Code, Names(Value(filter, "path") ?? folder, folder), Depth(filter), (List(filter, "metadata_key"), List(filter, "metadata_value"), isNegated), MostFound, cancellation);
        var tests = filter.Conditions.Select(condition => Test(condition, visit.Session.Server)).ToArray();
        return [.. found.Where(cube => Array.TrueForAll(tests, test => test(cube))).Select(cube => new OphidiaPid(visit.Session.Server, cube.ContainerId, cube.Id).ToString())];
    }

    /// <inheritdoc />
    public Task<ImmutableArray<string>> FilesAsync(MassiveFilter filter, string folder, CancellationToken cancellation) =>
        Task.Run(() => Files(files.Resolve(Value(filter, "path") ?? ".", folder), filter, cancellation), cancellation);

    private static ImmutableArray<string> Files(string root, MassiveFilter filter, CancellationToken cancellation)
    {
        if (!Directory.Exists(root))
        {
            throw Refusal.NoSuchFile(root);
        }

        var patterns = filter.Conditions.Where(static condition => condition.Key is "file").Select(static condition => (Names: condition.Value.Split('|'), condition.IsNegated)).ToArray();
        var looked = 0;

        // Links to folders are not followed: they lead out, or round in a circle.
        var options = new EnumerationOptions { RecurseSubdirectories = Depth(filter) > 0, MaxRecursionDepth = Depth(filter), IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var found = new FileSystemEnumerable<string>(root, static (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (++looked > MostLooked)
                {
                    throw new RefusalException("too-many-files", string.Create(CultureInfo.InvariantCulture, $"'{root}' holds more than {MostLooked} files."), "Name a folder further down.");
                }

                var name = entry.FileName.ToString();
                return !entry.IsDirectory && Array.TrueForAll(patterns, pattern => pattern.IsNegated != Array.Exists(pattern.Names, one => FileSystemName.MatchesSimpleExpression(one, name, ignoreCase: false)));
            },
        };
        return [.. found.Take(MostFound).Order(StringComparer.Ordinal)];
    }

    private static int Depth(MassiveFilter filter) => Value(filter, "recursive") is not "yes" ? 0
        : int.TryParse(Value(filter, "depth") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var depth) && depth is > 0 and < DeepestFolder ? depth
        : DeepestFolder;

    private static Func<OphidiaCandidate, bool> Test((string Key, string Value, bool IsNegated) condition, string server)
    {
        var values = condition.Value.Split('|', StringSplitOptions.TrimEntries);
        Func<OphidiaCandidate, bool>? test = condition.Key switch
        {
            "level" => Numbers(condition.Key, condition.Value, static cube => [cube.Level]),
            "cube_filter" => Numbers(condition.Key, condition.Value, static cube => [cube.Id]),
            "measure" => cube => values.Contains(cube.Measure, StringComparer.Ordinal),
            "container" => cube => values.Contains(cube.Container, StringComparer.Ordinal),
            "container_pid" => cube => values.Contains(new OphidiaPid(server, cube.ContainerId, 0).ToString(), StringComparer.Ordinal),
            "parent_cube" => Parents(values, server),
            _ => null,
        };
        return test is null ? static _ => true : cube => test(cube) != condition.IsNegated;
    }

    private static Func<OphidiaCandidate, bool> Parents(string[] pids, string server)
    {
        var numbers = pids.Select(pid => OphidiaPid.ParseCube(pid, server).Cube).ToHashSet();
        return cube => cube.Parents.Any(numbers.Contains);
    }

    /// <summary>Numbers between bars or commas, and stretches of them: <c>3</c>, <c>5:8</c>, <c>1:2:9</c>.</summary>
    private static Func<OphidiaCandidate, bool> Numbers(string key, string text, Func<OphidiaCandidate, long[]> of)
    {
        var stretches = text.Replace('|', ',').Split(',').Select(piece => Stretch(key, piece)).ToArray();
        return cube => Array.Exists(of(cube), number => Array.Exists(stretches, one => number >= one.First && number <= one.Last && (number - one.First) % one.Step == 0));
    }

    private static (long First, long Step, long Last) Stretch(string key, string text)
    {
        var numbers = text.Split(':').Select(static part => long.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers switch
        {
            [>= 0 and var one] => (one, 1, one),
            [>= 0 and var first, >= 0 and var last] => (first, 1, last),
            [>= 0 and var first, > 0 and var step, >= 0 and var last] => (first, step, last),
            _ => throw new RefusalException("bad-filter", $"'{key}={text}' is no condition on numbers.", "Write 3, 1|2, 5:8 or 1:2:9 (first, step, last)."),
        };
    }

    /// <summary>The names of a path's folders; it starts at the root, or where the user stands.</summary>
    private static string[] Names(string path, string folder) =>
        Path.GetFullPath(Path.Combine("/", folder, path)).Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string? Value(MassiveFilter filter, string key) => filter.Conditions.LastOrDefault(condition => string.Equals(condition.Key, key, StringComparison.Ordinal) && !condition.IsNegated).Value;

    private static string[]? List(MassiveFilter filter, string key) => filter.Conditions.LastOrDefault(condition => string.Equals(condition.Key, key, StringComparison.Ordinal)).Value?.Split('|', StringSplitOptions.TrimEntries);
}
