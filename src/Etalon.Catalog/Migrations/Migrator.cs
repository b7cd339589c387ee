using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Brings the schema to this version: every step in a transaction of its own, one process at a time.</summary>
public static class Migrator
{
    /// <summary>"migrate" in ASCII.</summary>
    private const long Key = 0x6d696772617465;

    private const string Prepare = """
        create table if not exists migration (
          number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())
        """;

    /// <summary>Applies what is missing; the number of steps applied.</summary>
    /// <exception cref="RefusalException">The schema is newer than this version, or an applied step was changed.</exception>
    public static Task<int> RunAsync(NpgsqlDataSource source, CancellationToken cancellation = default) =>
        RunAsync(source, Migration.All, cancellation);

    internal static Task<int> RunAsync(NpgsqlDataSource source, IReadOnlyList<Migration> known, CancellationToken cancellation) =>
        source.UseAsync(
            async connection =>
            {
                await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@Key)", new { Key }, cancellationToken: cancellation));
                await connection.ExecuteAsync(new CommandDefinition(Prepare, cancellationToken: cancellation));
                var missing = await MissingAsync(connection, known, cancellation);
                foreach (var step in missing)
                {
                    await ApplyAsync(connection, step, cancellation);
                }

                await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_unlock(@Key)", new { Key }, cancellationToken: cancellation));
                return missing.Count;
            },
            cancellation);

    private static async Task<IReadOnlyList<Migration>> MissingAsync(
        NpgsqlConnection connection, IReadOnlyList<Migration> known, CancellationToken cancellation)
    {
        var rows = await connection.QueryAsync<(int Number, string Sha256)>(
            new CommandDefinition("select number, sha256 from migration order by number", cancellationToken: cancellation));
        var applied = rows.ToDictionary(row => row.Number, row => row.Sha256);
        var newest = known.Max(step => step.Number);
        if (applied.Keys.Any(number => number > newest))
        {
            throw new RefusalException(
                "newer-database", $"The catalogue is at step {applied.Keys.Max()}; this version of Etalon knows {newest} steps.",
                "Use the version of Etalon that wrote the catalogue, or a newer one.", RefusalKind.Conflict);
        }

        var changed = known.FirstOrDefault(step =>
            applied.TryGetValue(step.Number, out var sha256) && !string.Equals(sha256, step.Sha256, StringComparison.Ordinal));
        return changed is null
            ? [.. known.Where(step => !applied.ContainsKey(step.Number)).OrderBy(step => step.Number)]
            : throw new RefusalException(
                "changed-migration", $"Step {changed.Number} ({changed.Name}) of the catalogue's schema is not the one that was applied.",
                "Use the version of Etalon that wrote the catalogue, or a released one.", RefusalKind.Conflict);
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration step, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(step.Script, commandTimeout: 3600, cancellationToken: cancellation));
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into migration (number, name, sha256) values (@Number, @Name, @Sha256)", step, cancellationToken: cancellation));
        await transaction.CommitAsync(cancellation);
    }
}
