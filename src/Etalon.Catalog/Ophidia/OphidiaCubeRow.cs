using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A cube of Ophidia's protocol as the catalogue keeps it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ContainerId">Its container.</param>
/// <param name="Operator">What made it.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="MeasureType">The type of a sample, in Ophidia's words.</param>
/// <param name="Dimensions">As the caller writes them, those of rows first.</param>
/// <param name="Recipe">Where the samples come from, as the caller writes it.</param>
/// <param name="Info">Axes, coordinates and attributes, as the engine writes them.</param>
public sealed record OphidiaCubeRow(
    long Id, long ContainerId, string Operator, string Measure, string MeasureType, JsonElement Dimensions, JsonElement Recipe, JsonElement Info)
{
    // The database's reader fills in the members one by one.
    private OphidiaCubeRow()
        : this(0, 0, "", "", "", default, default, default)
    {
    }

    /// <summary>How many steps lie between the cube and what was brought in.</summary>
    public int Level { get; init; }

    /// <summary>The file it came from.</summary>
    public string Source { get; init; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; init; } = "";

    /// <summary>When it was made; set by the catalogue.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Number of hosts.</summary>
    public long Hosts { get; init; } = 1;

    /// <summary>Fragments on each host.</summary>
    public long Fragments { get; init; } = 1;

    /// <summary>Rows in each fragment.</summary>
    public long FragmentRows { get; init; } = 1;

    /// <summary>Bytes of all samples.</summary>
    public long Bytes { get; init; }

    /// <summary>Where the samples are kept; null for a cube that is made when it is asked for.</summary>
    public Guid? DatasetId { get; init; }

    /// <summary>Whether the dataset was made for this cube and goes with the last one that needs it; set when it is registered.</summary>
    public bool OwnsDataset { get; init; }

    /// <summary>What its container is called; set by the catalogue.</summary>
    public string Container { get; init; } = "";

    /// <summary>The session whose folders hold its container; set by the catalogue.</summary>
    public string Session { get; init; } = "";

    /// <summary>The cubes it was made from.</summary>
    public IReadOnlyList<long> Parents { get; init; } = [];

    /// <summary>A list of items, each with variable, key, type and value.</summary>
    public JsonElement Metadata { get; init; }
}
