using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds out whether guests get into a session at present.</summary>
public sealed class ReadOphidiaGuestAccess(NpgsqlDataSource database)
{
    private const string Query = "select s.open_to_guests from ophidia_session s where s.code = @Session";

    /// <summary>Whether they do.</summary>
    public Task<bool> RunAsync(string session, CancellationToken cancellation = default) => database.FirstAsync<bool>(Query, new { Session = session }, cancellation);
}
