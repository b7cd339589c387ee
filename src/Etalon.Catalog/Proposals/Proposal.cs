namespace Etalon.Catalog;

/// <summary>People who work together, and the datasets that they see together.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Number">What people call it: the facility's number.</param>
/// <param name="Title">What it is about.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Members">How many belong to it.</param>
public sealed record Proposal(Guid Id, string Number, string Title, DateTimeOffset CreatedAt, long Members);
