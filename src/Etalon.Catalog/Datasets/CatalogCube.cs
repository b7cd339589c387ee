using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>A cube as the catalogue knows it.</summary>
/// <param name="Name">Its name within the dataset.</param>
/// <param name="Info">Everything known without reading a sample (axes, coordinates, attributes), as the caller writes it.</param>
/// <param name="SampleType">The type of one sample.</param>
/// <param name="Axes">Names, slowest first.</param>
/// <param name="Shape">Lengths, slowest first.</param>
/// <param name="Unit">The unit of the samples; empty for none.</param>
/// <param name="Bytes">Of all samples, uncompressed.</param>
public sealed record CatalogCube(
    string Name, JsonElement Info, SampleType SampleType, IReadOnlyList<string> Axes, IReadOnlyList<long> Shape, string Unit, long Bytes)
{
    /// <summary>The sha256 of the content, or null if it is not known.</summary>
    public string? ContentId { get; init; }

    /// <summary>Minimum, maximum and the like, as the caller writes them; null if not computed.</summary>
    public JsonElement? Stats { get; init; }
}
