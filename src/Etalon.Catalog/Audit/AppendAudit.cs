using System.Text.Json;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Notes in the audit what somebody did.</summary>
public sealed class AppendAudit(NpgsqlDataSource database, TimeProvider time)
{
    private const string Query = "select audit_append(@Now, @Person, @Action, @Subject, @Detail::jsonb)";

    /// <summary>The number of the entry.</summary>
    /// <param name="person">Who, or null for the server.</param>
    /// <param name="action">What, in kebab case.</param>
    /// <param name="subject">To what: an identifier.</param>
    /// <param name="detail">Anything more.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<long> RunAsync(
        Guid? person, string action, string subject, JsonElement? detail = null, CancellationToken cancellation = default) =>
        database.FirstAsync<long>(
            Query,
            new { Now = time.GetUtcNow().UtcDateTime, Person = person, Action = action, Subject = subject, Detail = Json.Text(detail) ?? "{}" },
            cancellation);
}
