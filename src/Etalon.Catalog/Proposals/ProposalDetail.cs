namespace Etalon.Catalog;

/// <summary>A proposal with those who belong to it.</summary>
/// <param name="Proposal">The line a list shows.</param>
/// <param name="People">Who belongs to it, by name.</param>
public sealed record ProposalDetail(Proposal Proposal, IReadOnlyList<ProposalMember> People);
