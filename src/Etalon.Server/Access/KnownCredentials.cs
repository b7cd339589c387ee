using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>
/// Who proved their name a moment ago. A derived key is slow on purpose, and clients send their password with every call; of it only a keyed
/// digest stays in memory.
/// </summary>
internal sealed class KnownCredentials(KnownCallers callers, TimeProvider clock)
{
    /// <summary>After this a credential is checked anew: a password that was changed by another server does not count longer than that.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const int Most = 10_000;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, (KnownPerson Person, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>The person, or null if the credential has to be checked.</summary>
    public KnownPerson? Find(string user, string password) =>
        _known.TryGetValue(Digest(user, password), out var found) && found.Until > clock.GetUtcNow() ? found.Person : null;

    /// <summary>Remembers a credential that was checked.</summary>
    public void Add(string user, string password, KnownPerson person)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[Digest(user, password)] = (person, clock.GetUtcNow() + Life);
    }

    /// <summary>Forgets all, also whose tokens and sessions came: a person or a password was changed, or a token revoked.</summary>
    public void Forget()
    {
        _known.Clear();
        callers.Forget();
    }

    private string Digest(string user, string password) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{user}\0{password}")));
}
