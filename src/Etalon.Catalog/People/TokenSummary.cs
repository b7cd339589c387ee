namespace Etalon.Catalog;

/// <summary>One line of a list of tokens; never the secret.</summary>
/// <param name="Id">The token.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Scopes">What it is for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was last used, to the minute.</param>
public sealed record TokenSummary(
    Guid Id, Guid PersonId, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);
