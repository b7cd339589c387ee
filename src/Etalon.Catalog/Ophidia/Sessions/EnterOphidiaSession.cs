using Npgsql;

namespace Etalon.Catalog;

/// <summary>Takes the numbers for a request in a session, and writes its job down as running.</summary>
public sealed class EnterOphidiaSession(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("EnterOphidiaSession.sql");

    /// <summary>The entry; null if there is no such open session, or the person may not use it.</summary>
    /// <param name="code">The session.</param>
    /// <param name="person">Who enters.</param>
    /// <param name="name">What the request is called.</param>
    /// <param name="called">The operator of its only task; empty for several.</param>
    /// <param name="command">What was typed.</param>
    /// <param name="request">The request as it came.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<OphidiaEntry?> RunAsync(
        string code, Guid person, string name, string called, string command, string request, CancellationToken cancellation = default)
    {
        var parameters = new { Code = code, Person = person, Name = name, Operator = called, Command = command, Request = request, Now = time.GetUtcNow().UtcDateTime };
        return (await database.FirstAsync<OphidiaEntryRow>(Query, parameters, cancellation))?.ToEntry();
    }
}
