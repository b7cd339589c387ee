using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Who was sent to a provider: each counts once, for ten minutes, and only in the browser that was sent, so that nobody can be made to
/// come back from a journey that somebody else began.
/// </summary>
internal sealed class PendingSignIns(TimeProvider clock)
{
    /// <summary>As long as links count.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private const int Most = 100_000;

    private readonly ConcurrentDictionary<string, (PendingSignIn SignIn, byte[] Browser, DateTimeOffset Until)> _pending = new(StringComparer.Ordinal);

    /// <summary>256 random bits as text.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Remembers one; the state that travels with it, and the secret that stays in the browser.</summary>
    /// <exception cref="RefusalException">Far too many are on their way: <c>too-many-requests</c>.</exception>
    public (string State, string Browser) Add(PendingSignIn signIn)
    {
        var now = clock.GetUtcNow();
        if (_pending.Count >= Most)
        {
            Sweep(now);
        }

        if (_pending.Count >= Most)
        {
            throw new RefusalException("too-many-requests", "Too many are signing in at the moment.", "Try again later.", RefusalKind.TooMany) { After = TimeSpan.FromMinutes(1) };
        }

        var (state, browser) = (NewSecret(), NewSecret());
        _pending[state] = (signIn, Digest(browser), now + Life);
        return (state, browser);
    }

    /// <summary>Whoever comes back; whatever is wrong with them, nobody comes back with the same state again.</summary>
    /// <returns>Null if nobody was sent so, or too long ago, or somebody came before, or it was another browser or provider.</returns>
    public PendingSignIn? Take(string state, string? browser, string provider) =>
        _pending.TryRemove(state, out var found)
        && found.Until > clock.GetUtcNow()
        && CryptographicOperations.FixedTimeEquals(found.Browser, Digest(browser ?? ""))
        && string.Equals(found.SignIn.Provider, provider, StringComparison.Ordinal)
            ? found.SignIn
            : null;

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (state, (_, _, until)) in _pending)
        {
            if (until <= now)
            {
                _pending.TryRemove(state, out _);
            }
        }
    }
}
