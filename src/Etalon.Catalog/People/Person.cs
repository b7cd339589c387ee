namespace Etalon.Catalog;

/// <summary>A user.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Name">The login name.</param>
/// <param name="FullName">The name as written; may be empty.</param>
/// <param name="Email">May be empty.</param>
/// <param name="Roles">What they may do beyond their own things.</param>
/// <param name="Active">Whether their tokens count.</param>
/// <param name="CreatedAt">When they were added.</param>
public sealed record Person(
    Guid Id, string Name, string FullName, string Email, IReadOnlyList<string> Roles, bool Active, DateTimeOffset CreatedAt);
