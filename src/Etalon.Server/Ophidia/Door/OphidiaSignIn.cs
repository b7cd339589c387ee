using System.Text.Json;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>
/// Who is at the door. A name with its password; a name with a token of theirs instead of the password; or the user <c>__token__</c> with a
/// token.
/// </summary>
internal sealed class OphidiaSignIn(CatalogDatabase catalog, ServerOptions options, KnownCredentials known, TimeProvider clock) : IDisposable
{
    private const string TokenUser = "__token__";
    private const int LongestName = 256;

    /// <summary>One check at a time: whoever guesses takes one core at most and five guesses, and 16 clients that start together cost one check.</summary>
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SignInFailures _failures = new(clock, options.Ophidia.Lockout);

    /// <summary>The person.</summary>
    /// <param name="credentials">Name and password; null for none.</param>
    /// <param name="host">From where.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OphidiaException">Wrong, or shut out (5).</exception>
    public async Task<KnownPerson> CheckAsync((string User, string Password)? credentials, string host, CancellationToken cancellation)
    {
        if (credentials is not var (user, password) || user.Length is 0 or > LongestName)
        {
            throw new OphidiaException(OphidiaError.Authentication, "A name and a password are needed: 'Authorization: Basic'.");
        }

        if (_failures.IsLocked(user, host))
        {
            throw Locked(user, host);
        }

        if (known.Find(user, password) is { } before)
        {
            return before;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            if (_failures.IsLocked(user, host))
            {
                throw Locked(user, host);
            }

            if (known.Find(user, password) is { } meanwhile)
            {
                return meanwhile;
            }

            var person = await ProveAsync(user, password, cancellation);
            if (person is null)
            {
                await FailedAsync(user, host, cancellation);
                throw new OphidiaException(OphidiaError.Authentication, "The name or the password is wrong.");
            }

            _failures.Clear(user, host);
            known.Add(user, password, person);
            return person;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<KnownPerson?> ProveAsync(string user, string password, CancellationToken cancellation)
    {
        // Tokens are digested fast and looked up by their digest: nothing to compare, nothing to slow down.
        var owner = await new CheckToken(catalog.Source, clock).RunAsync(password, cancellation);
        if (owner is not null)
        {
            return user is TokenUser || string.Equals(owner.Name, user, StringComparison.Ordinal) ? new KnownPerson(owner.PersonId, owner.Name, owner.Roles) : null;
        }

        if (user is TokenUser)
        {
            return null;
        }

        return await new CheckPassword(catalog.Source).RunAsync(user, password, cancellation);
    }

    private async Task FailedAsync(string user, string host, CancellationToken cancellation)
    {
        if (_failures.Add(user, host))
        {
            var detail = JsonSerializer.SerializeToElement(new { host, seconds = (long)options.Ophidia.Lockout.TotalSeconds });
            await new AppendAudit(catalog.Source, clock).RunAsync(null, "sign-in-locked", user, detail, cancellation);
        }
    }

    private static OphidiaException Locked(string user, string host) => new(
        OphidiaError.Authentication, $"The user '{user}' is shut out at {host} after {SignInFailures.Allowed} wrong passwords; wait, or restart the server.");
}
