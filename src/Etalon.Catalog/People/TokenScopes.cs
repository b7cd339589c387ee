using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>What a token is for. Within it the token's owner may do what they may do; a scope adds nothing to that.</summary>
public static class TokenScopes
{
    /// <summary>Looking.</summary>
    public const string Read = "read";

    /// <summary>Ordering runs, stopping them, and taking data out.</summary>
    public const string Run = "run";

    /// <summary>Bringing data in, filing, giving and deleting them.</summary>
    public const string Write = "write";

    /// <summary>What only staff and administrators do.</summary>
    public const string Admin = "admin";

    /// <summary>Everything, also what makes other ways in: tokens, links, passwords.</summary>
    public const string All = "all";

    private static readonly string[] Known = [Read, Run, Write, Admin, All];

    /// <summary>Whether a token with these scopes is good for that one; none at all are all.</summary>
    public static bool Allow(IReadOnlyList<string> scopes, string needed) =>
        scopes.Count == 0 || scopes.Contains(All, StringComparer.Ordinal) || scopes.Contains(needed, StringComparer.Ordinal);

    /// <summary>Refuses scopes that there are not.</summary>
    /// <exception cref="RefusalException">One of them is none: <c>unknown-scope</c>.</exception>
    public static void Check(IEnumerable<string> scopes)
    {
        if (scopes.FirstOrDefault(static scope => !Known.Contains(scope, StringComparer.Ordinal)) is { } unknown)
        {
            throw Refusal.Unknown("scope", unknown, Known);
        }
    }
}
