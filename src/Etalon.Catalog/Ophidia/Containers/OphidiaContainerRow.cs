using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A container of Ophidia's protocol: named dimensions, and the cubes over them.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What it is called within its folder.</param>
/// <param name="FolderId">The folder.</param>
/// <param name="Session">The session whose folder it is.</param>
/// <param name="Dimensions">A list of items with name, type, hierarchy, units, calendar, base time.</param>
public sealed record OphidiaContainerRow(long Id, string Name, long FolderId, string Session, JsonElement Dimensions)
{
    // The database's reader fills in the members one by one.
    private OphidiaContainerRow()
        : this(0, "", 0, "", default)
    {
    }

    /// <summary>What its maker says of it.</summary>
    public string Description { get; init; } = "";

    /// <summary>The vocabulary of its metadata.</summary>
    public string Vocabulary { get; init; } = "";

    /// <summary>The folders it is in, with a slash at both ends.</summary>
    public string Path { get; init; } = "/";
}
