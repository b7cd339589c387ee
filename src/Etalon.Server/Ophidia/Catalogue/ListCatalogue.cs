using System.Collections.Immutable;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_list</c>: folders, containers and cubes in one query, or the fragments of one cube.</summary>
internal sealed class ListCatalogue(CatalogDatabase catalog, OphidiaKeeper keeper, TimeProvider clock) : IOphidiaOperator
{
    private const string Key = "list";
    private static readonly ImmutableArray<(string Name, string Type)> Folders = [("T", "string"), ("PATH", "string")];
    private static readonly ImmutableArray<(string Name, string Type)> Cubes = [.. Folders, ("DATACUBE PID", "string"), ("DESCRIPTION", "string")];
    private static readonly ImmutableArray<(string Name, string Type)> Measures = [.. Cubes, ("MEASURE", "string"), ("LEVEL", "int"), ("SOURCE", "string")];
    private static readonly ImmutableArray<(string Name, string Type)> Fragments =
    [
        ("CONTAINER PATH", "string"), ("DATACUBE PID", "string"), ("HOSTNAME", "string"), ("ID DBMS", "int"), ("DB NAME", "string"), ("FRAGMENT NAME", "string"),
    ];

    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var level = (int)call.Arguments.Whole("level");
        return level < 4 ? FoldersAsync(call, level, cancellation) : FragmentsAsync(call, level, cancellation);
    }

    private async Task<OphidiaAnswer> FoldersAsync(OphidiaCall call, int level, CancellationToken cancellation)
    {
        var path = call.Path();
        var query = new OphidiaListQuery(call.Visit.Row.RootFolderId, path)
        {
            Recursive = call.Arguments.IsYes("recursive"),
            Containers = level >= 1,
            Cubes = level >= 2,
            Container = call.Filter("container_filter"),
        };
        if (level == 3)
        {
            query = query with
            {
                Measure = call.Filter("measure_filter"),
                Source = call.Filter("src_filter"),
                Level = call.Filter("ntransform") is null ? null : (int)call.Arguments.Whole("ntransform", 0, int.MaxValue),
            };
        }

        var lines = await new ListOphidia(catalog.Source).RunAsync(query, cancellation);
        var columns = level switch
        {
            < 2 => Folders,
            2 => Cubes,
            _ => Measures,
        };
        var rows = lines.Select(line => (IReadOnlyList<string>)Cells(call, line).Take(columns.Length).ToArray());
        return new OphidiaAnswer([new OphidiaGrid(Key, new OphidiaTable($"Ophidia Filesystem: {OphidiaPath.Text(path)}", columns, rows))]);
    }

    private static string[] Cells(OphidiaCall call, OphidiaListEntry line) =>
    [
        line.ContainerId is null ? "f" : "c", line.Path, line.CubeId is { } cube ? call.Pid(line.ContainerId!.Value, cube) : "", line.Description ?? "",
        line.Measure ?? "", line.Level is { } level ? level.ToString(CultureInfo.InvariantCulture) : "", line.Source ?? "",
    ];

    private async Task<OphidiaAnswer> FragmentsAsync(OphidiaCall call, int level, CancellationToken cancellation)
    {
        var named = call.Filter("cube") ?? throw call.Arguments.Bad("cube", $"is needed at level {level}");
        var cube = await keeper.FindAsync(named, call.Visit, cancellation);
        var container = await new ArrangeOphidiaContainers(catalog.Source, clock).FindAsync(cube.Row.Session, cube.Row.ContainerId, cancellation);
        var columns = Fragments[..(level - 2)];
        var rows = Rows(cube, container.Path + container.Name, level)
            .Where(Filter(call, "host_filter", 2)).Where(Filter(call, "dbms_filter", 3)).Where(Filter(call, "db_filter", 4))
            .Select(row => (IReadOnlyList<string>)row[..columns.Length]);
        return new OphidiaAnswer([new OphidiaGrid(Key, new OphidiaTable($"Ophidia Filesystem: cube {cube.Pid}", columns, rows))]);
    }

    /// <summary>How the cube would lie on hosts; the filters look at all cells, the client sees those of its level.</summary>
    private static IEnumerable<string[]> Rows(StoredCube cube, string path, int level)
    {
        var spread = cube.Cube.Fragmentation;
        for (var host = 1L; host <= (level == 4 ? 1 : spread.Hosts); host++)
        {
            for (var fragment = 1L; fragment <= (level == 8 ? spread.FragmentsPerHost : 1); fragment++)
            {
                yield return
                [
                    path, cube.Pid.ToString(), $"{OphidiaHosts.Name(host)} (up)", host.Cell(), $"db_{cube.Row.Id.Cell()}_{host.Cell()}",
                    $"fact_{cube.Row.Id.Cell()}.{(((host - 1) * spread.FragmentsPerHost) + fragment).Cell()}",
                ];
            }
        }
    }

    private static Func<string[], bool> Filter(OphidiaCall call, string key, int column)
    {
        if (call.Filter(key) is not { } pattern)
        {
            return static _ => true;
        }

        var fits = new SqlPattern(pattern);
        return row => fits.Fits(row[column].Replace(" (up)", "", StringComparison.Ordinal));
    }
}
