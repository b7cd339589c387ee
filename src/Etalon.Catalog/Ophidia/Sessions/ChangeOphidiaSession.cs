using Npgsql;

namespace Etalon.Catalog;

/// <summary>Changes what a session is like, or closes it.</summary>
public sealed class ChangeOphidiaSession(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("ChangeOphidiaSession.sql");

    /// <summary>Changes what is not null.</summary>
    /// <param name="session">The session.</param>
    /// <param name="label">What its owner calls it.</param>
    /// <param name="strict">Whether what the original gets silently wrong is kept.</param>
    /// <param name="isOpenToGuests">Whether others than its owner get in.</param>
    /// <param name="ends">Whether it is closed.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task RunAsync(
        string session, string? label = null, bool? strict = null, bool? isOpenToGuests = null, bool ends = false, CancellationToken cancellation = default) =>
        database.ExecuteAsync(
            Query,
            new { Session = session, Label = label, Strict = strict, Open = isOpenToGuests, Ended = ends ? time.GetUtcNow().UtcDateTime : (DateTime?)null },
            cancellation);
}
