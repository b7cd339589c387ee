namespace Etalon.Catalog;

/// <summary>One line of a list of datasets.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Description">What it is.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Whose it is.</param>
/// <param name="Public">Whether everyone sees it.</param>
/// <param name="Location">A folder below the home, or the path of what is read in place.</param>
/// <param name="External">Whether it is read in place.</param>
/// <param name="Format">The storage format's name.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="ContentId">The sha256 of the content, if known.</param>
/// <param name="RunId">The run that made it, if any.</param>
/// <param name="ProposalId">The proposal whose members see it, if any.</param>
public sealed record DatasetSummary(
    Guid Id,
    string Name,
    string Description,
    DatasetState State,
    DateTimeOffset CreatedAt,
    Guid? CreatedBy,
    bool Public,
    string Location,
    bool External,
    string Format,
    long Bytes,
    string? ContentId,
    Guid? RunId,
    Guid? ProposalId)
{
    /// <summary>The columns, in the order of the parameters.</summary>
    internal const string Columns =
        "d.id, d.name, d.description, d.state, d.created_at, d.created_by, d.public, d.location, d.external, d.format, d.bytes, d.content_id, d.run_id, d.proposal_id";
}
