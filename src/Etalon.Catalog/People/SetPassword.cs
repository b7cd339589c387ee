using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Gives somebody a password, for doors that know no tokens.</summary>
public sealed class SetPassword(NpgsqlDataSource database, TimeProvider time)
{
    private const int Shortest = 8;
    private const int Longest = 1024;
    private static readonly string Query = Sql.Read("SetPassword.sql");

    /// <summary>Sets it; the one before counts no more, nor do sessions that were opened with it.</summary>
    /// <param name="name">Whose.</param>
    /// <param name="password">The password; only a key derived from it is kept.</param>
    /// <param name="by">Who sets it: the person, or an administrator.</param>
    /// <param name="session">The session in which it is set, if it is in one: it stays open.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">It is too short or too long (<c>bad-password</c>), or there is no such person for the caller (<c>unknown-person</c>).</exception>
    public async Task RunAsync(string name, string password, Viewer by, Guid? session = null, CancellationToken cancellation = default)
    {
        if (password.Length is < Shortest or > Longest)
        {
            throw new RefusalException(
                "bad-password", $"The password has {password.Length} letters; {Shortest} to {Longest} are taken.", "Choose a longer one: several words are easy to remember.");
        }

        var salt = PasswordKey.NewSalt();
        var parameters = new
        {
            Name = name,
            Salt = salt,
            Key = PasswordKey.Derive(password, salt, PasswordKey.Rounds),
            PasswordKey.Rounds,
            by.Person,
            Administrator = by.IsAdministrator,
            Session = session,
            Now = time.GetUtcNow().UtcDateTime,
        };
        if (await database.FirstAsync<Guid?>(Query, parameters, cancellation) is null)
        {
            throw new RefusalException(
                "unknown-person", $"There is no active person '{name}' whose password you may set.", "You may set your own; administrators set everybody's.", RefusalKind.Missing);
        }
    }
}
