using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lets somebody into a session, with what they may do there, or out again.</summary>
public sealed class InviteOphidiaGuest(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("InviteOphidiaGuest.sql");

    /// <summary>Lets them in, or changes what they may do.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">Whom.</param>
    /// <param name="role"><c>read</c>, <c>write</c>, <c>execute</c> or <c>admin</c>; null lets them out.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">There is no such active person, or it is the owner: <c>unknown-person</c>.</exception>
    public async Task RunAsync(string session, string name, string? role, Viewer by, CancellationToken cancellation = default)
    {
        var parameters = new { Session = session, Name = name, Role = role, By = by.Person, Now = time.GetUtcNow().UtcDateTime };
        if (await database.FirstAsync<Guid?>(Query, parameters, cancellation) is null)
        {
            throw new RefusalException(
                "unknown-person", $"There is no active person '{name}' besides the session's owner.", "'oph_manage_session action=listusers' shows who may use the session.",
                RefusalKind.Missing);
        }
    }
}
