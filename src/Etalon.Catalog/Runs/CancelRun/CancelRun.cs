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
    /// <exception cref="RefusalException">There is none, or the viewer may not see it (<c>unknown-run</c>); it is somebody else's (<c>not-yours</c>).</exception>
    public async Task<RunState> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default)
    {
        var parameters = new { Id = id, viewer.Person, Roles = viewer.Roles.ToArray(), Now = time.GetUtcNow().UtcDateTime };
        var seen = await database.FirstAsync<Seen>(Query, parameters, cancellation) ?? throw RunRefusals.Unknown(id);
        return seen.Mine
            ? Enum.Parse<RunState>(seen.State, ignoreCase: true)
            : throw new RefusalException("not-yours", $"Run {id} belongs to somebody else.", "Ask its owner or an administrator.", RefusalKind.Forbidden);
    }

    private sealed record Seen(string State, bool Mine);
}
