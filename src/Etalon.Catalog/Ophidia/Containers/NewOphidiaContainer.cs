using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A container to be made.</summary>
/// <param name="Name">Unique among the folders and containers at its place.</param>
/// <param name="Dimensions">As <see cref="OphidiaContainerRow.Dimensions"/>.</param>
public sealed record NewOphidiaContainer(string Name, JsonElement Dimensions)
{
    /// <summary>How attributes of files are understood in it.</summary>
    public string Vocabulary { get; init; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; init; } = "";
}
