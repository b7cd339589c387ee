using System.Text.Json.Nodes;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>A dataset as clients see it.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Format">The storage format.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="Created">When it was made.</param>
/// <param name="External">Whether it is read where it is.</param>
/// <param name="Location">Where it lies: below the home, or the path of what is read in place.</param>
/// <param name="Run">The run that made it, if any.</param>
public sealed record DatasetView(
    Guid Id, string Name, string Format, long Bytes, DateTimeOffset Created, bool External, string Location, Guid? Run)
{
    /// <summary>Its description.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whose it is.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The login name of whose it is, where one dataset is asked for.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The proposal whose members see it, if any.</summary>
    public Guid? Proposal { get; init; }

    /// <summary>Whether everybody sees it.</summary>
    public bool Public { get; init; }

    /// <summary>What identifies its bytes.</summary>
    public string? ContentId { get; init; }

    /// <summary>Its cubes: name, axes, sample type, unit.</summary>
    public JsonArray? Cubes { get; init; }

    /// <summary>Free scientific metadata.</summary>
    public JsonNode? Metadata { get; init; }

    /// <summary>A line of a list.</summary>
    public static DatasetView Of(DatasetSummary dataset) => new(
        dataset.Id, dataset.Name, dataset.Format, dataset.Bytes, dataset.CreatedAt, dataset.External, dataset.Location, dataset.RunId)
    {
        Description = dataset.Description,
        ContentId = dataset.ContentId,
        Owner = dataset.CreatedBy,
        Proposal = dataset.ProposalId,
        Public = dataset.Public,
    };

    /// <summary>Everything.</summary>
    public static DatasetView Of(DatasetDetail detail) => Of(detail.Dataset) with
    {
        Cubes = new JsonArray([.. detail.Cubes.Select(cube => JsonNode.Parse(cube.Info.GetRawText()))]),
        OwnerName = detail.Owner,
        Metadata = JsonNode.Parse(detail.Metadata.GetRawText()),
    };
}
