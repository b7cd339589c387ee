using System.Globalization;
using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Whether a name and a password belong together; the same for every door. A token of the person's counts as a password where the door
/// says so. Whoever guesses is shut out, with the name and at the host with which they guess.
/// </summary>
internal sealed class SignIn(CatalogDatabase catalog, ServerOptions options, KnownCredentials known, TimeProvider clock) : IDisposable
{
    /// <summary>The user whose password is a token.</summary>
    public const string TokenUser = "__token__";

    private const int LongestName = 256;

    /// <summary>One check at a time: whoever guesses takes one core at most and five guesses, and 16 clients that start together cost one check.</summary>
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SignInFailures _failures = new(clock, options.Ophidia.Lockout);

    /// <summary>The person.</summary>
    /// <param name="user">The login name.</param>
    /// <param name="password">The password.</param>
    /// <param name="host">From where.</param>
    /// <param name="tokens">Whether a token of the person's is as good. Such doors get their password with every call, so that it is remembered for a while.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">They do not belong together (<c>wrong-password</c>), or nobody of that name is listened to at that host at the moment (<c>locked-out</c>).</exception>
    public async Task<KnownPerson> CheckAsync(string user, string password, string host, bool tokens, CancellationToken cancellation)
    {
        if (user.Length is 0 or > LongestName)
        {
            throw Wrong();
        }

        CheckLock(user, host);
        if (tokens && known.Find(user, password) is { } before)
        {
            return before;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            CheckLock(user, host);
            if (tokens && known.Find(user, password) is { } meanwhile)
            {
                return meanwhile;
            }

            var person = await ProveAsync(user, password, tokens, cancellation);
            if (person is null)
            {
                await FailedAsync(user, host, cancellation);
                throw Wrong();
            }

            _failures.Clear(user, host);
            if (tokens)
            {
                known.Add(user, password, person);
            }

            return person;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    private async Task<KnownPerson?> ProveAsync(string user, string password, bool tokens, CancellationToken cancellation)
    {
        // Tokens are digested fast and looked up by their digest: nothing to compare, nothing to slow down.
        if (tokens && await new CheckToken(catalog.Source, clock).RunAsync(password, cancellation) is { } owner)
        {
            // Such doors know no scopes: a token with limits would lose them there.
            var isHis = user is TokenUser || string.Equals(owner.Name, user, StringComparison.Ordinal);
            return isHis && TokenScopes.Allow(owner.Scopes, TokenScopes.All) ? new KnownPerson(owner.PersonId, owner.Name, owner.Roles) : null;
        }

        return user is TokenUser ? null : await new CheckPassword(catalog.Source).RunAsync(user, password, cancellation);
    }

    private async Task FailedAsync(string user, string host, CancellationToken cancellation)
    {
        if (_failures.Add(user, host))
        {
            var detail = JsonSerializer.SerializeToElement(new { host, seconds = (long)options.Ophidia.Lockout.TotalSeconds });
            await new AppendAudit(catalog.Source, clock).RunAsync(null, "sign-in-locked", user, detail, cancellation);
        }
    }

    private void CheckLock(string user, string host)
    {
        if (_failures.LockOf(user, host) is { } left)
        {
            throw new RefusalException(
                "locked-out",
                $"The user '{user}' is shut out at {host} after {SignInFailures.Allowed} wrong passwords; wait, or restart the server.",
                string.Create(CultureInfo.InvariantCulture, $"Try again in {Math.Ceiling(left.TotalMinutes):F0} minutes, or sign in with a link: 'etalon signin-link'."),
                RefusalKind.TooMany)
            {
                After = left,
            };
        }
    }

    private static RefusalException Wrong() => new(
        "wrong-password", "The name or the password is wrong.", "Check both; an administrator sets a new password with 'etalon user password NAME'.", RefusalKind.NotSignedIn);
}
