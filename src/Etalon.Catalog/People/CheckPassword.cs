using System.Security.Cryptography;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds out whether somebody's password is the one presented.</summary>
public sealed class CheckPassword(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("CheckPassword.sql");
    private static readonly byte[] NobodysSalt = PasswordKey.NewSalt();

    /// <summary>The person, or null: no such person, none active, no password, another password. All of these take the same time.</summary>
    public async Task<KnownPerson?> RunAsync(string name, string password, CancellationToken cancellation = default)
    {
        var kept = await database.FirstAsync<Kept>(Query, new { Name = name }, cancellation);
        var key = PasswordKey.Derive(password, kept?.PasswordSalt ?? NobodysSalt, kept?.PasswordRounds ?? PasswordKey.Rounds);
        return kept is not null && CryptographicOperations.FixedTimeEquals(key, kept.PasswordKey) ? new KnownPerson(kept.Id, kept.Name, kept.Roles) : null;
    }

    private sealed record Kept(Guid Id, string Name, IReadOnlyList<string> Roles, byte[] PasswordSalt, byte[] PasswordKey, int PasswordRounds);
}
