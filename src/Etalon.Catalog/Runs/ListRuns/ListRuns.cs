using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists runs, newest first.</summary>
public sealed class ListRuns(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListRuns.sql");

    /// <summary>One page: the runs older than the last one of the page before.</summary>
    public Task<IReadOnlyList<RunSummary>> RunAsync(
        Viewer viewer,
        Guid? before = null,
        int limit = 50,
        RunState? state = null,
        string? operatorName = null,
        CancellationToken cancellation = default) =>
        database.ListAsync<RunSummary>(
            Query,
            new
            {
                viewer.Person,
                Roles = viewer.Roles.ToArray(),
                Before = before ?? Guid.AllBitsSet,
                State = state is { } given ? RunStates.Name(given) : null,
                Operator = operatorName,
                Limit = Math.Clamp(limit, 1, 1000),
            },
            cancellation);
}
