namespace Etalon.Catalog;

/// <summary>A line of a listing: a folder, a container, or a cube of one.</summary>
/// <param name="Path">Where, from the folder that is listed on; of a folder, with a slash at its end.</param>
/// <param name="ContainerId">The container; null for a folder.</param>
/// <param name="CubeId">The cube; null for a folder, or a container that has none.</param>
/// <param name="Description">What is said of the cube.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Level">Number of steps since it was brought in.</param>
/// <param name="Source">The file it came from.</param>
public sealed record OphidiaListEntry(
    string Path, long? ContainerId, long? CubeId, string? Description, string? Measure, int? Level, string? Source);
