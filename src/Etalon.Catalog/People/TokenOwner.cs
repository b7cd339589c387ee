namespace Etalon.Catalog;

/// <summary>Who presented a valid token.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Name">Their name.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="Scopes">What this token is for.</param>
/// <param name="ExpiresAt">When it ends by itself; null for never.</param>
public sealed record TokenOwner(Guid TokenId, Guid PersonId, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt)
{
    /// <summary>For queries.</summary>
    public Viewer Viewer => new(PersonId, Roles);
}
