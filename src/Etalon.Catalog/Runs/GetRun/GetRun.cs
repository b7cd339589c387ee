using System.Text.Json;
using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Shows one run with its full record.</summary>
public sealed class GetRun(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("GetRun.sql");

    /// <summary>The run.</summary>
    /// <exception cref="RefusalException">There is none, or the viewer may not see it: <c>unknown-run</c>.</exception>
    public Task<RunDetail> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default) =>
        database.UseAsync(
            async connection =>
            {
                var parameters = new { Id = id, viewer.Person, Roles = viewer.Roles.ToArray() };
                await using var results = await connection.QueryMultipleAsync(
                    new CommandDefinition(Query, parameters, cancellationToken: cancellation));
                var summary = await results.ReadFirstOrDefaultAsync<RunSummary>() ?? throw RunRefusals.Unknown(id);
                var rest = await results.ReadFirstAsync<Rest>();
                var inputs = await results.ReadAsync<RunPort>();
                var outputs = await results.ReadAsync<RunPort>();
                return new RunDetail(
                    summary, rest.Spec, rest.CacheKey, rest.CacheDocument, rest.Statistics, rest.Journal, rest.Log, rest.Attempts,
                    inputs.AsList(), outputs.AsList());
            },
            cancellation);

    private sealed record Rest(
        JsonElement Spec, string? CacheKey, JsonElement? CacheDocument, JsonElement? Statistics, string Journal, string Log, int Attempts);
}
