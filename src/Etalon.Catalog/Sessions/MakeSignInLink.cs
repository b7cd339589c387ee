using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a link that signs somebody in once.</summary>
public sealed class MakeSignInLink(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Long enough to be opened by hand, too short to be of use to whoever finds it later.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private static readonly string Query = Sql.Read("MakeSignInLink.sql");

    /// <summary>The link.</summary>
    /// <param name="name">For whom: the caller, or anybody if the caller is an administrator.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">There is no such active person for the caller: <c>unknown-person</c>.</exception>
    public async Task<SignInLink> RunAsync(string name, Viewer by, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var link = new SignInLink(TokenSecret.NewCode(), now + Life);
        var parameters = new
        {
            Name = name,
            Sha256 = TokenSecret.Digest(link.Code),
            Now = now.UtcDateTime,
            Expires = link.ExpiresAt.UtcDateTime,
            by.Person,
            Administrator = by.IsAdministrator,
        };
        return await database.FirstAsync<Guid?>(Query, parameters, cancellation) is not null
            ? link
            : throw new RefusalException(
                "unknown-person", $"There is no active person '{name}' whom you may sign in.", "You may sign in yourself; administrators make links for everybody.", RefusalKind.Missing);
    }
}
