using System.Security.Cryptography;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a session with its root folder.</summary>
public sealed class OpenOphidiaSession(NpgsqlDataSource database, TimeProvider time)
{
    private const int CodeBytes = 16;
    private static readonly string Query = Sql.Read("OpenOphidiaSession.sql");

    /// <summary>The new session; nobody can guess its code.</summary>
    public async Task<OphidiaEntry> RunAsync(Guid person, string label = "", CancellationToken cancellation = default)
    {
        var parameters = new
        {
            Code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes)),
            Person = person,
            Label = label,
            Now = time.GetUtcNow().UtcDateTime,
        };
        return (await database.FirstAsync<OphidiaEntryRow>(Query, parameters, cancellation))!.ToEntry();
    }
}
