namespace Etalon.Catalog;

/// <summary>Who came with a session that counts.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Name">Their name.</param>
/// <param name="FullName">The name as written; may be empty.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="ExpiresAt">When the session ends whatever happens.</param>
public sealed record SessionOwner(
    Guid SessionId, Guid PersonId, string Name, string FullName, IReadOnlyList<string> Roles, DateTimeOffset ExpiresAt)
{
    /// <summary>For queries.</summary>
    public Viewer Viewer => new(PersonId, Roles);
}
