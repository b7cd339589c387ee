using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Stops a run: a queued one at once, a running one when its worker sees it.</summary>
public sealed class CancelRun(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CancelRun.sql");

    /// <summary>
    /// The state afterwards: cancelled, or running while the worker stops (it never becomes done then), or the state in which
    /// the run had ended before.
    /// </summary>
    /// <exception cref="RefusalException">There is none, or the viewer may not see it: <c>unknown-run</c>.</exception>
    public async Task<RunState> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default)
    {
        var parameters = new { Id = id, viewer.Person, Roles = viewer.Roles.ToArray(), Now = time.GetUtcNow().UtcDateTime };
        var state = await database.FirstAsync<string>(Query, parameters, cancellation) ?? throw RunRefusals.Unknown(id);
        return Enum.Parse<RunState>(state, ignoreCase: true);
    }
}
