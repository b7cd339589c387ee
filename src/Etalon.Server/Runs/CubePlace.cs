namespace Etalon.Server;

/// <summary>A cube in a dataset.</summary>
/// <param name="Dataset">The dataset's id.</param>
/// <param name="Cube">The cube's name.</param>
public sealed record CubePlace(Guid Dataset, string Cube);
