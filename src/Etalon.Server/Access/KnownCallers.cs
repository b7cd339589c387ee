using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>
/// Whose tokens and sessions came a moment ago: a page or a program sends hundreds of requests, and the database would be asked for the
/// same line every time. This server alone changes tokens, sessions and people, and forgets everybody when it does, so that whoever is
/// shut out is out at once. Of a secret only the digest is kept.
/// </summary>
internal sealed class KnownCallers(CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>After this the database is asked anew; it also notes there when somebody was last seen.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, Known<TokenOwner>> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Known<SessionOwner>> _sessions = new(StringComparer.Ordinal);
    private long _generation;

    /// <summary>Whose token it is; null if it does not count.</summary>
    public ValueTask<TokenOwner?> OfTokenAsync(string secret, CancellationToken cancellation) =>
        FindAsync(_tokens, secret, static owner => owner.ExpiresAt, token => new CheckToken(catalog.Source, clock).RunAsync(secret, token), cancellation);

    /// <summary>Whose session it is; null if it does not count.</summary>
    public ValueTask<SessionOwner?> OfSessionAsync(string secret, CancellationToken cancellation) =>
        FindAsync(_sessions, secret, static owner => owner.ExpiresAt, token => new CheckSession(catalog.Source, clock).RunAsync(secret, token), cancellation);

    /// <summary>Forgets everybody: a person, a token or a session was changed. What is being looked up meanwhile does not count either.</summary>
    public void Forget() => Interlocked.Increment(ref _generation);

    private async ValueTask<T?> FindAsync<T>(
        ConcurrentDictionary<string, Known<T>> known, string secret, Func<T, DateTimeOffset?> end, Func<CancellationToken, Task<T?>> look, CancellationToken cancellation)
        where T : class
    {
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        var generation = Interlocked.Read(ref _generation);
        var now = clock.GetUtcNow();
        if (known.TryGetValue(key, out var found) && found.Generation == generation && found.Until > now)
        {
            return found.Owner;
        }

        var owner = await look(cancellation);
        if (owner is null)
        {
            return null;
        }

        if (known.Count >= Most)
        {
            known.Clear();
        }

        var until = now + Life;
        known[key] = new Known<T>(owner, end(owner) is { } last && last < until ? last : until, generation);
        return owner;
    }

    private sealed record Known<T>(T Owner, DateTimeOffset Until, long Generation);
}
