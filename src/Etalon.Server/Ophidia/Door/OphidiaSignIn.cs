using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>
/// Who is at the door. A name with its password; a name with a token of theirs instead of the password; or the user <c>__token__</c> with a
/// token.
/// </summary>
internal sealed class OphidiaSignIn(SignIn signIn)
{
    /// <summary>The person.</summary>
    /// <param name="credentials">Name and password; null for none.</param>
    /// <param name="host">From where.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OphidiaException">Wrong, or shut out (5).</exception>
    public async Task<KnownPerson> CheckAsync((string User, string Password)? credentials, string host, CancellationToken cancellation)
    {
        if (credentials is not var (user, password) || user.Length == 0)
        {
            throw new OphidiaException(OphidiaError.Authentication, "A name and a password are needed: 'Authorization: Basic'.");
        }

        try
        {
            return await signIn.CheckAsync(user, password, host, tokens: true, cancellation);
        }
        catch (RefusalException refusal)
        {
            throw new OphidiaException(OphidiaError.Authentication, refusal.Message);
        }
    }
}
