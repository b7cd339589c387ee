using Npgsql;

namespace Etalon.Catalog;

/// <summary>Checks that nobody changed, removed or inserted an entry of the audit.</summary>
public sealed class VerifyAudit(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("VerifyAudit.sql");

    /// <summary>Walks the whole chain.</summary>
    public async Task<AuditReport> RunAsync(CancellationToken cancellation = default) =>
        (await database.FirstAsync<AuditReport>(Query, null, cancellation))!;
}
