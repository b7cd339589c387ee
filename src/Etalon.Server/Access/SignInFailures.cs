using System.Collections.Concurrent;

namespace Etalon.Server;

/// <summary>Counts wrong passwords of a user at a host; after five the two are shut out for a while.</summary>
internal sealed class SignInFailures(TimeProvider clock, TimeSpan lockout)
{
    /// <summary>As many as the original allows.</summary>
    public const int Allowed = 5;

    private const int Most = 100_000;

    private readonly ConcurrentDictionary<(string User, string Host), (int Count, DateTimeOffset Until)> _failures = new();

    /// <summary>How long the user is still shut out at the host; null if they are not.</summary>
    public TimeSpan? LockOf(string user, string host) =>
        _failures.TryGetValue((user, host), out var found) && found.Count >= Allowed && found.Until - clock.GetUtcNow() is { Ticks: > 0 } left ? left : null;

    /// <summary>Counts a failure; true if it was the one that shuts the door.</summary>
    public bool Add(string user, string host)
    {
        var now = clock.GetUtcNow();
        if (_failures.Count >= Most)
        {
            Sweep(now);
        }

        // Failures that lie further apart than the lockout have nothing to do with one another.
        return _failures.AddOrUpdate(
            (user, host), (1, now + lockout), (_, last) => (last.Until > now ? last.Count + 1 : 1, now + lockout)).Count == Allowed;
    }

    /// <summary>The right password: all is forgiven.</summary>
    public void Clear(string user, string host) => _failures.TryRemove((user, host), out _);

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (pair, (_, until)) in _failures)
        {
            if (until <= now)
            {
                _failures.TryRemove(pair, out _);
            }
        }
    }
}
