namespace Etalon.Catalog;

/// <summary>Somebody who belongs to a proposal.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The login name.</param>
/// <param name="FullName">The name as written; may be empty.</param>
/// <param name="AddedAt">Since when.</param>
public sealed record ProposalMember(Guid Id, string Name, string FullName, DateTimeOffset AddedAt);
