namespace Etalon.Ophidia;

/// <summary>A cube whose samples are kept.</summary>
/// <param name="Dataset">The dataset's id.</param>
/// <param name="Cube">The cube's name within it.</param>
public sealed record KeptCube(string Dataset, string Cube) : CubeRecipe;
