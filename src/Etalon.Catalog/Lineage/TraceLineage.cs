using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Follows lineage, generation by generation, each dataset once.</summary>
public sealed class TraceLineage(NpgsqlDataSource database)
{
    /// <summary>More links than this are no picture any more.</summary>
    public const int MostLinks = 10_000;

    private static readonly string Up = Sql.Read("LineageUp.sql");
    private static readonly string Down = Sql.Read("LineageDown.sql");
    private static readonly string Nodes = Sql.Read("LineageNodes.sql");

    /// <summary>The lineage of a dataset.</summary>
    /// <param name="dataset">From where.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="viewer">For whom; names of datasets they may not see are left out.</param>
    /// <param name="generations">How far, at most.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">There is no such dataset for the viewer: <c>unknown-dataset</c>.</exception>
    public Task<LineageGraph> RunAsync(
        Guid dataset, LineageDirection direction, Viewer viewer, int generations = 50, CancellationToken cancellation = default) =>
        database.UseAsync(
            async connection =>
            {
                var links = new HashSet<LineageLink>();
                var seen = new HashSet<Guid> { dataset };
                Guid[] frontier = [dataset];
                for (var generation = 0; frontier.Length > 0 && generation < generations && links.Count < MostLinks; generation++)
                {
                    var found = await connection.QueryAsync<LineageLink>(new CommandDefinition(
                        direction == LineageDirection.Up ? Up : Down,
                        new { Datasets = frontier, Limit = MostLinks - links.Count },
                        cancellationToken: cancellation));
                    links.UnionWith(found);
                    frontier = [.. links.Where(link => link.Output == (direction == LineageDirection.Down)).Select(link => link.DatasetId).Where(seen.Add)];
                }

                return await NameAsync(connection, dataset, [.. links], viewer, frontier.Length > 0 || links.Count >= MostLinks, cancellation);
            },
            cancellation);

    private static async Task<LineageGraph> NameAsync(
        NpgsqlConnection connection, Guid dataset, LineageLink[] links, Viewer viewer, bool truncated, CancellationToken cancellation)
    {
        var parameters = new
        {
            Datasets = links.Select(link => link.DatasetId).Append(dataset).Distinct().ToArray(),
            Runs = links.Select(link => link.RunId).Distinct().ToArray(),
            viewer.Person,
            Roles = viewer.Roles.ToArray(),
        };
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(Nodes, parameters, cancellationToken: cancellation));
        var datasets = (await results.ReadAsync<LineageDataset>()).AsList();
        var runs = (await results.ReadAsync<LineageRun>()).AsList();
        return datasets.Exists(node => node.Id == dataset && node.Visible)
            ? new LineageGraph([.. datasets.OrderByDescending(node => node.Id == dataset)], runs, links, truncated)
            : throw GetDataset.Unknown(dataset);
    }
}
